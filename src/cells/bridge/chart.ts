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
  anonymous: { en: 'no customer', ru: 'без клиента', pl: 'bez klienta' },
  now: { en: 'now', ru: 'стало', pl: 'jest' },
};

const draw: DrawPictures = (study) => {
  if (study.rows('customers') === 0) return [];
  const change = study.figure('change', 'money');
  const falls = (study.number('worst_amount') ?? 0) < 0;
  const part = names[(study.text(falls ? 'worst' : 'best') ?? 'lost') as keyof typeof names];
  const amount = study.figure(falls ? 'worst_amount' : 'best_amount', 'money');
  const money = { en: 'Turnover', ru: 'Выручка', pl: 'Przychód' };
  return [
    {
      table: 'bridge',
      title: falls
        ? study.say({ en: `Turnover changed by ${change}; the largest drag is “${part.en}”, ${amount}`, ru: `Выручка изменилась на ${change}; сильнее всего тянет вниз «${part.ru}»: ${amount}`, pl: `Przychód zmienił się o ${change}; najbardziej ciąży „${part.pl}”: ${amount}` })
        : study.say({ en: `Turnover changed by ${change}; no part pulls it down, “${part.en}” gives most: ${amount}`, ru: `Выручка изменилась на ${change}; вниз не тянет ничто, больше всего даёт «${part.ru}»: ${amount}`, pl: `Przychód zmienił się o ${change}; nic nie ciąży, najwięcej daje „${part.pl}”: ${amount}` }),
      note: study.say({ en: 'Window before, its parts of change, window now; the parts sum exactly', ru: 'Прошлый период, части изменения, текущий; сумма точна', pl: 'Poprzedni okres, części zmiany, bieżący; suma jest dokładna' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'span', x: { column: 'step', label: '', names }, fill: { column: 'direction', domain: ['total', 'down', 'up'], names: { total: { en: 'turnover', ru: 'выручка', pl: 'przychód' }, down: { en: 'fell', ru: 'минус', pl: 'spadek' }, up: { en: 'rose', ru: 'плюс', pl: 'wzrost' } } }, low: { column: 'low', format: 'money', label: money }, high: { column: 'high', format: 'money', label: money }, text: { column: 'amount', format: 'money' } },
    },
  ];
};

export default draw;
