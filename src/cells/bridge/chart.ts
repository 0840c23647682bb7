import type { DrawPictures, Picture, StudyResult } from '../Picture.ts';

const names = {
  before: { en: 'before', ru: 'было', pl: 'było' },
  lost: { en: 'lost', ru: 'ушли', pl: 'odeszli' },
  new: { en: 'new', ru: 'новые', pl: 'nowi' },
  returned: { en: 'returned', ru: 'вернулись', pl: 'wrócili' },
  frequency: { en: 'frequency', ru: 'частота', pl: 'częstość' },
  lines: { en: 'lines', ru: 'позиций', pl: 'pozycje' },
  price: { en: 'price', ru: 'цена', pl: 'cena' },
  mix: { en: 'mix', ru: 'микс', pl: 'miks' },
  volume: { en: 'volume', ru: 'объём', pl: 'wolumen' },
  cost: { en: 'cost', ru: 'себестоимость', pl: 'koszt' },
  returns: { en: 'returns', ru: 'возвраты', pl: 'zwroty' },
  anonymous: { en: 'unnamed sales', ru: 'без клиента', pl: 'bez klienta' },
  now: { en: 'now', ru: 'стало', pl: 'jest' },
};

const draw: DrawPictures = (study) => {
  if (study.rows('customers') === 0) return [];
  const moved = study.number('change') ?? 0;
  const change = study.write(Math.abs(moved), 'money');
  const rose = moved >= 0;
  const turnover = { en: `Turnover ${rose ? 'grew' : 'fell'} by ${change}`, ru: `Выручка ${rose ? 'выросла' : 'упала'} на ${change}`, pl: `Przychód ${rose ? 'wzrósł' : 'spadł'} o ${change}` };
  const falls = (study.number('worst_amount') ?? 0) < 0;
  const part = names[(study.text(falls ? 'worst' : 'best') ?? 'lost') as keyof typeof names];
  const amount = study.figure(falls ? 'worst_amount' : 'best_amount', 'money');
  const money = { en: 'Turnover', ru: 'Выручка', pl: 'Przychód' };
  return [
    {
      table: 'bridge',
      wide: true,
      title: falls
        ? study.say({ en: `${turnover.en}; the largest drag is “${part.en}”, ${amount}`, ru: `${turnover.ru}; сильнее всего тянет вниз «${part.ru}»: ${amount}`, pl: `${turnover.pl}; najbardziej ciąży „${part.pl}”: ${amount}` })
        : study.say({ en: `${turnover.en}; no part pulls it down, “${part.en}” gives most: ${amount}`, ru: `${turnover.ru}; вниз не тянет ничто, больше всего даёт «${part.ru}»: ${amount}`, pl: `${turnover.pl}; nic nie ciąży, najwięcej daje „${part.pl}”: ${amount}` }),
      note: study.say({ en: 'Window before, its parts of change, window now; the parts sum exactly', ru: 'Прошлый период, части изменения, текущий; сумма точна', pl: 'Poprzedni okres, części zmiany, bieżący; suma jest dokładna' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'span', x: { column: 'step', label: '', names }, low: { column: 'low', format: 'money', label: money }, high: { column: 'high', format: 'money', label: money }, text: { column: 'amount', format: 'money' } },
    },
    ...(study.rows('margin') === 0 ? [] : [sayMargin(study)]),
  ];
};

function sayMargin(study: StudyResult): Picture {
  const moved = study.number('profit_change') ?? 0;
  const change = study.write(Math.abs(moved), 'money');
  const falls = moved < 0;
  const part = names[(study.text(falls ? 'profit_worst' : 'profit_best') ?? 'mix') as keyof typeof names];
  const amount = study.figure(falls ? 'profit_worst_amount' : 'profit_best_amount', 'money');
  const money = { en: 'Gross profit', ru: 'Валовая прибыль', pl: 'Zysk brutto' };
  return {
    table: 'margin',
    wide: true,
    title: study.say({ en: `Gross profit ${falls ? 'fell' : 'grew'} by ${change}, most of it by “${part.en}”: ${amount}`, ru: `Валовая прибыль ${falls ? 'упала' : 'выросла'} на ${change}, больше всего из-за «${part.ru}»: ${amount}`, pl: `Zysk brutto ${falls ? 'spadł' : 'wzrósł'} o ${change}, najbardziej przez „${part.pl}”: ${amount}` }),
    note: study.say({ en: 'Gross profit of the window before, of this one, and what moved it; the parts sum exactly', ru: 'Валовая прибыль прошлого и текущего периодов и что её сдвинуло; сумма точна', pl: 'Zysk brutto poprzedniego i bieżącego okresu oraz co go zmieniło; suma jest dokładna' }),
    n: study.number('customers') ?? 0,
    chart: { mark: 'span', x: { column: 'step', label: '', names }, low: { column: 'low', format: 'money', label: money }, high: { column: 'high', format: 'money', label: money }, text: { column: 'amount', format: 'money' } },
  };
}

export default draw;
