import type { Base } from '../Base.ts';
import { hasColumn, nothingLeftOut, type Caught, type Rule } from './Rule.ts';

const catches = (base: Base): Caught => {
  const touchpoint = hasColumn(base, 'surveys', 'touchpoint') ? ' AND later.touchpoint IS NOT DISTINCT FROM surveys.touchpoint' : '';
  const twice = hasColumn(base, 'surveys', 'response_date') ? ` OR EXISTS (SELECT 1 FROM base.surveys AS later WHERE later.customer_id = surveys.customer_id${touchpoint} AND date_trunc('quarter', later.response_date) = date_trunc('quarter', surveys.response_date) AND (later.response_date > surveys.response_date OR (later.response_date = surveys.response_date AND later._row > surveys._row)))` : '';
  return { table: 'surveys', where: `${hasColumn(base, 'surveys', 'nps') ? 'false' : hasColumn(base, 'surveys', 'touchpoint') ? "(score = 0 AND lower(coalesce(touchpoint, '')) NOT LIKE '%nps%')" : 'score = 0'}${twice}` };
};

export const surveyAnswers: Rule = {
  id: 'E28',
  label: { en: 'Answers given twice or not at all', ru: 'Повторные и пустые оценки', pl: 'Odpowiedzi powtórzone lub puste' },
  treatments: {
    last: { en: 'the last answer of a client and quarter counts; 0 is no answer', ru: 'считается последняя оценка клиента за квартал; 0 — нет ответа', pl: 'liczy się ostatnia odpowiedź klienta w kwartale; 0 to brak oceny' },
    keep: { en: 'all answers count', ru: 'считаются все ответы', pl: 'liczą się wszystkie odpowiedzi' },
  },
  byDefault: 'last',
  needs: ['surveys.score', 'surveys.customer_id'],
  catches,
  leaveOut: (treatment, _base, caught): Readonly<Record<string, string>> => (treatment === 'last' ? { surveys: caught.where } : nothingLeftOut),
};
