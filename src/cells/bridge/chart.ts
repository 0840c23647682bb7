import type { DrawPictures } from '../Picture.ts';

const names = {
  before: { en: 'before', ru: 'было', pl: 'było' },
  lost: { en: 'lost', ru: 'ушли', pl: 'odeszli' },
  new: { en: 'new', ru: 'новые', pl: 'nowi' },
  returned: { en: 'returned', ru: 'вернулись', pl: 'wrócili' },
  frequency: { en: 'frequency', ru: 'частота', pl: 'częstość' },
  lines: { en: 'lines', ru: 'позиций', pl: 'pozycje' },
  price: { en: 'price', ru: 'цена', pl: 'cena' },
  mix: { en: 'mix', ru: 'микс', pl: 'miks' },
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
      title: falls
        ? study.say({ en: `${turnover.en}; the largest drag is “${part.en}”, ${amount}`, ru: `${turnover.ru}; сильнее всего тянет вниз «${part.ru}»: ${amount}`, pl: `${turnover.pl}; najbardziej ciąży „${part.pl}”: ${amount}` })
        : study.say({ en: `${turnover.en}; no part pulls it down, “${part.en}” gives most: ${amount}`, ru: `${turnover.ru}; вниз не тянет ничто, больше всего даёт «${part.ru}»: ${amount}`, pl: `${turnover.pl}; nic nie ciąży, najwięcej daje „${part.pl}”: ${amount}` }),
      note: study.say({ en: 'Window before, its parts of change, window now; the parts sum exactly', ru: 'Прошлый период, части изменения, текущий; сумма точна', pl: 'Poprzedni okres, części zmiany, bieżący; suma jest dokładna' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'span', x: { column: 'step', label: '', names }, low: { column: 'low', format: 'money', label: money }, high: { column: 'high', format: 'money', label: money }, text: { column: 'amount', format: 'money' } },
    },
  ];
};

export default draw;
