import type { Base } from '../Base.ts';
import { hasColumn, nothingLeftOut, type Caught, type Rule } from './Rule.ts';

const columns = (base: Base): string[] => ['email', 'phone'].filter((name) => hasColumn(base, 'customers', name));

const catches = (base: Base): Caught | null => {
  const found = columns(base);
  return found.length ? { table: 'customers', where: found.map((name) => `${name} IS NOT NULL`).join(' OR ') } : null;
};

export const personalData: Rule = {
  id: 'E34',
  label: { en: 'Personal data: e-mails and phones', ru: 'Личные данные: почта и телефоны', pl: 'Dane osobowe: e-maile i telefony' },
  treatments: {
    keep: { en: 'stays in this browser, left out of what is shared', ru: 'остаётся в браузере, в общие файлы не входит', pl: 'zostaje w przeglądarce, nie trafia do udostępnianych plików' },
    mask: { en: 'masked', ru: 'скрыты', pl: 'zamaskowane' },
  },
  byDefault: 'keep',
  needs: ['customers.customer_id'],
  catches,
  leaveOut: () => nothingLeftOut,
  rewrite: (treatment, base) => (treatment === 'mask' ? Object.fromEntries(columns(base).map((name) => [`customers.${name}`, `CASE WHEN ${name} IS NULL THEN NULL ELSE '•••' END`])) : {}),
};
