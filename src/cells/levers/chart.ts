import type { DrawPictures } from '../Picture.ts';

const leverNames = {
  customers: { en: 'active customers', ru: 'активные клиенты', pl: 'aktywni klienci' },
  frequency: { en: 'orders a customer', ru: 'заказы на клиента', pl: 'zamówienia na klienta' },
  average_check: { en: 'average check', ru: 'средний чек', pl: 'średni rachunek' },
  margin: { en: 'margin', ru: 'маржа', pl: 'marża' },
  retention: { en: 'retention', ru: 'удержание', pl: 'utrzymanie' },
  attach: { en: 'add-on rate', ru: 'доля допродаж', pl: 'odsetek dosprzedaży' },
  wallet: { en: 'share of wallet', ru: 'доля в закупках', pl: 'udział w zakupach' },
} as const;

const draw: DrawPictures = (study) => {
  if (study.rows('levers') === 0) return [];
  const step = study.figure('step', 'share');
  const easier = study.text('easier');
  const named = Object.entries(leverNames).find(([lever]) => lever === easier)?.[1];
  const money = { en: 'Change of gross profit', ru: 'Изменение валовой прибыли', pl: 'Zmiana zysku brutto' };
  return [
    {
      table: 'levers',
      title: study.say({ en: `One step of ${step} on each lever, beside ${study.figure('gross_profit', 'money')} of gross profit`, ru: `Шаг в ${step} по каждому рычагу при валовой прибыли ${study.figure('gross_profit', 'money')}`, pl: `Krok ${step} na każdej dźwigni przy zysku brutto ${study.figure('gross_profit', 'money')}` }),
      note: study.say({ en: `Gross profit lost and won when one lever moves by ${step} and the others stand`, ru: `Потеря и прирост валовой прибыли, когда один рычаг сдвигается на ${step}, остальные стоят`, pl: `Utrata i przyrost zysku brutto, gdy jedna dźwignia rusza się o ${step}, a inne stoją` }),
      n: study.number('active') ?? 0,
      chart: { mark: 'span', y: { column: 'lever', label: { en: 'Lever', ru: 'Рычаг', pl: 'Dźwignia' }, names: leverNames }, low: { column: 'loss', format: 'money', label: money }, high: { column: 'gain', format: 'money', label: money }, text: { column: 'gain', format: 'money' } },
    },
    {
      table: 'peers',
      title: named === undefined ? study.say({ en: 'What reaching the usual of the type is worth', ru: 'Что даёт дотянуть до обычного для типа', pl: 'Ile daje dojście do zwykłego dla typu' }) : study.say({ en: `Reaching the usual of the type pays most in ${named.en}: ${study.figure('easier_gain', 'money')}`, ru: `Дотянуть до обычного для типа выгоднее всего здесь: ${named.ru}, ${study.figure('easier_gain', 'money')}`, pl: `Dojście do zwykłego dla typu daje najwięcej tu: ${named.pl}, ${study.figure('easier_gain', 'money')}` }),
      note: study.say({ en: 'Gross profit won if customers below the median of their type reached it, one factor at a time', ru: 'Прирост валовой прибыли, если клиенты ниже медианы своего типа дойдут до неё, по одному показателю', pl: 'Przyrost zysku brutto, gdyby klienci poniżej mediany swojego typu ją osiągnęli, po jednym czynniku' }),
      n: study.number('active') ?? 0,
      chart: { mark: 'bar', x: { column: 'to_peers', format: 'money', label: money }, y: { column: 'lever', label: { en: 'Lever', ru: 'Рычаг', pl: 'Dźwignia' }, names: leverNames }, sort: '-to_peers' },
    },
  ];
};

export default draw;
