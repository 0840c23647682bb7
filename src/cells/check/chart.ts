import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('months') === 0) return [];
  const check = study.figure('average_check', 'money');
  const [ofLines, ofValue] = (['of_lines', 'of_value'] as const).map((part) => `${(study.number(part) ?? 0) > 0 ? '+' : ''}${study.figure(part, 'money')}`);
  const money = { en: 'Average check', ru: 'Средний чек', pl: 'Średni rachunek' };
  return [
    {
      table: 'change',
      title: study.say({ en: `Average check ${check}: lines gave ${ofLines}, value per line ${ofValue}`, ru: `Средний чек ${check}: число позиций дало ${ofLines}, стоимость позиции ${ofValue}`, pl: `Średni rachunek ${check}: liczba pozycji dała ${ofLines}, wartość pozycji ${ofValue}` }),
      note: study.say({ en: `Window before, parts of the change, window now; the parts sum exactly. Half of the checks are under ${study.figure('median_check', 'money')}`, ru: `Прошлый период, части изменения, текущий; сумма точна. Половина чеков меньше ${study.figure('median_check', 'money')}`, pl: `Poprzedni okres, części zmiany, bieżący; suma jest dokładna. Połowa rachunków jest poniżej ${study.figure('median_check', 'money')}` }),
      n: study.number('orders') ?? 0,
      chart: {
        mark: 'span',
        x: { column: 'part', label: '', names: { before: { en: 'before', ru: 'было', pl: 'było' }, lines: { en: 'lines', ru: 'позиций', pl: 'pozycje' }, value: { en: 'value per line', ru: 'цена позиции', pl: 'wartość pozycji' }, now: { en: 'now', ru: 'стало', pl: 'jest' } } },
        low: { column: 'low', format: 'money', label: money },
        high: { column: 'high', format: 'money', label: money },
        text: { column: 'amount', format: 'money' },
      },
    },
    {
      table: 'customers',
      title: study.say({ en: `${study.figure('single', 'integer')} customers take one item: offer breadth; ${study.figure('thin', 'integer')} take many lines of little value: offer volume`, ru: `Одну позицию берут ${study.figure('single', 'integer')} клиентов: предлагать ширину; много мелких — ${study.figure('thin', 'integer')}: предлагать объём`, pl: `Jedną pozycję bierze ${study.figure('single', 'integer')} klientów: oferować szerokość; wiele małych – ${study.figure('thin', 'integer')}: oferować wolumen` }),
      note: study.say({ en: 'Customers of the window, by lines per check and value per line', ru: 'Клиенты периода: позиций в чеке и стоимость позиции', pl: 'Klienci okresu: pozycje na rachunku i wartość pozycji' }),
      chart: {
        mark: 'dot',
        x: { column: 'lines_per_check', format: 'number', label: { en: 'Lines per check', ru: 'Позиций в чеке', pl: 'Pozycji na rachunku' } },
        y: { column: 'value_per_line', format: 'money', scale: 'sqrt', label: { en: 'Value per line', ru: 'Стоимость позиции', pl: 'Wartość pozycji' } },
        fill: { column: 'buyer', names: { 'single item': { en: 'single item', ru: 'одна позиция', pl: 'jedna pozycja' }, 'broad but thin': { en: 'broad but thin', ru: 'широко, но мелко', pl: 'szeroko, ale mało' }, other: { en: 'other', ru: 'прочие', pl: 'pozostali' } }, domain: ['other', 'single item', 'broad but thin'] },
      },
    },
  ];
};

export default draw;
