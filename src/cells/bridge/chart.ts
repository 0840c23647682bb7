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
  const worst = names[(study.text('worst') ?? 'lost') as keyof typeof names];
  const amount = study.figure('worst_amount', 'money');
  const money = { en: 'Turnover', ru: 'Выручка', pl: 'Przychód' };
  return [
    {
      table: 'bridge',
      title: study.say({ en: `Turnover changed by ${change}; the largest drag is “${worst.en}”, ${amount}`, ru: `Выручка изменилась на ${change}; сильнее всего тянет вниз «${worst.ru}»: ${amount}`, pl: `Przychód zmienił się o ${change}; najbardziej ciąży „${worst.pl}”: ${amount}` }),
      note: study.say({ en: 'Window before, its parts of change, window now; the parts sum exactly', ru: 'Прошлый период, части изменения, текущий; сумма точна', pl: 'Poprzedni okres, części zmiany, bieżący; suma jest dokładna' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'span', x: { column: 'step', label: '', names }, low: { column: 'low', format: 'money', label: money }, high: { column: 'high', format: 'money', label: money }, text: { column: 'amount', format: 'money' } },
    },
  ];
};

export default draw;
