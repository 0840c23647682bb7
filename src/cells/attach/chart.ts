import type { FormatKind } from '../../charts/formatValue.ts';
import type { Localised } from '../../messages/locale.ts';
import type { DrawPictures, StudyResult } from '../Picture.ts';
import type { Measure } from './measures.ts';

/** What a measure is called on axes, and what it says of a rate and of managers. */
interface MeasureFace {
  readonly format: FormatKind;
  readonly label: Localised;
  readonly of: Localised;
  readonly says: (rate: string) => Localised;
}

const fewer: Localised = { en: 'Share of orders', ru: 'Доля заказов', pl: 'Udział zamówień' };

const faceOf = (study: StudyResult): MeasureFace => {
  const days = study.figure('within', 'days');
  const hundred = study.write(100 * (study.number('rate') ?? 0), 'integer');
  const faces: Readonly<Record<Measure, MeasureFace>> = {
    orders: {
      format: 'share',
      label: { en: 'Attach rate', ru: 'Доля с допродажей', pl: 'Udział dosprzedaży' },
      of: fewer,
      says: (rate) => ({ en: `${rate} of orders with a main product also hold an add-on`, ru: `Дополнительный товар есть в ${rate} заказов с основным`, pl: `Towar dodatkowy jest w ${rate} zamówień z głównym` }),
    },
    within: {
      format: 'share',
      label: { en: 'Attach rate', ru: 'Доля с допродажей', pl: 'Udział dosprzedaży' },
      of: { en: `Share of orders followed by an add-on within ${days}`, ru: `Доля заказов, за которыми дополнение взяли за ${days}`, pl: `Udział zamówień, po których dodatek kupiono w ciągu ${days}` },
      says: (rate) => ({ en: `${rate} of orders with a main product get an add-on within ${days}`, ru: `К ${rate} заказов с основным товаром берут дополнительный за ${days}`, pl: `Do ${rate} zamówień z towarem głównym dobiera się dodatkowy w ciągu ${days}` }),
    },
    units: {
      format: 'number',
      label: { en: 'Add-ons per main product', ru: 'Дополнений на основной товар', pl: 'Dodatki na towar główny' },
      of: { en: 'Pieces of add-ons per piece of main products', ru: 'Штук дополнений на штуку основного товара', pl: 'Sztuki dodatków na sztukę towaru głównego' },
      says: () => ({ en: `With 100 main products ${hundred} add-ons are sold`, ru: `На 100 основных товаров вместе с ними продают дополнений: ${hundred}`, pl: `Na 100 towarów głównych sprzedaje się z nimi dodatków: ${hundred}` }),
    },
    revenue: {
      format: 'share',
      label: { en: 'Add-ons against main products', ru: 'Дополнения к основным товарам', pl: 'Dodatki wobec towarów głównych' },
      of: { en: 'Revenue of add-ons as a share of that of main products', ru: 'Выручка дополнений в долях выручки основных товаров', pl: 'Przychód z dodatków wobec przychodu z towarów głównych' },
      says: (rate) => ({ en: `Add-ons bring ${rate} on top of the revenue of main products`, ru: `Дополнения приносят ${rate} сверх выручки основных товаров`, pl: `Dodatki przynoszą ${rate} ponad przychód z towarów głównych` }),
    },
  };
  return Object.entries(faces).find(([name]) => name === study.text('measure'))?.[1] ?? faces.orders;
};

const draw: DrawPictures = (study) => {
  if (study.rows('periods') === 0) return [];
  const face = faceOf(study);
  const { format } = face;
  const counted = face.of === fewer;
  const rate = { column: 'rate', format, label: face.label } as const;
  const target = study.number('target');
  const n = study.number('base_orders') ?? 0;
  const behind = study.figure('behind', 'integer');
  const period = { column: 'period', format: 'date', label: { en: 'Period', ru: 'Период', pl: 'Okres' } } as const;
  const standing = { below: { en: 'below', ru: 'ниже', pl: 'poniżej' }, above: { en: 'above', ru: 'выше', pl: 'powyżej' }, 'on track': { en: 'on', ru: 'в пределах', pl: 'w granicach' } }[study.text('standing') ?? 'on track'] ?? { en: 'on', ru: 'в пределах', pl: 'w granicach' };
  return [
    target === null
      ? {
          table: 'periods',
          title: study.say(face.says(study.figure('rate', format))),
          note: study.say({ en: `${face.of.en} by period, 95% interval`, ru: `${face.of.ru} по периодам, интервал 95 %`, pl: `${face.of.pl} według okresów, przedział 95 %` }),
          n,
          chart: { mark: 'line', x: period, y: rate, low: 'ci_low', high: 'ci_high' },
        }
      : {
          table: 'tracking',
          title: study.say(
            counted
              ? {
                  en: `${study.figure('last_rate', 'share')} of orders hold an add-on: ${standing.en} the path to ${study.write(target, 'share')}`,
                  ru: `Допродажа в ${study.figure('last_rate', 'share')} заказов: ${standing.ru} пути к ${study.write(target, 'share')}`,
                  pl: `Dosprzedaż w ${study.figure('last_rate', 'share')} zamówień: ${standing.pl} ścieżki do ${study.write(target, 'share')}`,
                }
              : {
                  en: `${face.label.en}: ${study.figure('last_rate', format)}, ${standing.en} the path to ${study.write(target, format)}`,
                  ru: `${face.label.ru}: ${study.figure('last_rate', format)}, ${standing.ru} пути к ${study.write(target, format)}`,
                  pl: `${face.label.pl}: ${study.figure('last_rate', format)}, ${standing.pl} ścieżki do ${study.write(target, format)}`,
                },
          ),
          note: study.say({
            en: `${counted ? 'Share of orders with a main product' : face.of.en} by period, 95% interval; at the pace of the last three it ends at ${study.figure('heading', format)}`,
            ru: `${counted ? 'Доля заказов с основным товаром' : face.of.ru} по периодам, интервал 95 %; при темпе последних трёх выйдет ${study.figure('heading', format)}`,
            pl: `${counted ? 'Udział zamówień z towarem głównym' : face.of.pl} według okresów, przedział 95 %; w tempie trzech ostatnich wyjdzie ${study.figure('heading', format)}`,
          }),
          n,
          chart: { mark: 'line', x: period, y: rate, low: 'ci_low', high: 'ci_high', fill: { column: 'series', domain: ['actual', 'path'], names: { actual: { en: 'actual', ru: 'факт', pl: 'wykonanie' }, path: { en: 'path', ru: 'путь к цели', pl: 'ścieżka do celu' } } }, lines: [{ y: target, label: { en: `target ${study.write(target, format)}`, ru: `цель ${study.write(target, format)}`, pl: `cel ${study.write(target, format)}` } }] },
        },
    {
      table: 'managers',
      title: study.number('behind') === 0 ? study.say({ en: 'No manager attaches less than chance would explain', ru: 'Ни один менеджер не допродаёт меньше, чем объяснил бы случай', pl: 'Żaden opiekun nie dosprzedaje mniej, niż tłumaczy przypadek' }) : study.say({ en: study.number('behind') === 1 ? 'One manager attaches less than chance would explain' : `${behind} managers attach less than chance would explain`, ru: `Менеджеров, которые допродают меньше, чем объяснил бы случай: ${behind}`, pl: `Opiekunowie dosprzedający mniej, niż tłumaczy przypadek: ${behind}` }),
      note: study.say({ en: `${face.label.en} against number of orders; dashed: where 95% lie by chance`, ru: `${face.label.ru} против числа заказов; пунктир: где лежат 95 % по воле случая`, pl: `${face.label.pl} wobec liczby zamówień; linia: gdzie leży 95 % przypadkiem` }),
      n,
      chart: {
        mark: 'dot',
        x: { column: 'base_orders', format: 'integer', label: { en: 'Orders with a main product', ru: 'Заказов с основным товаром', pl: 'Zamówień z towarem głównym' } },
        y: rate,
        low: 'limit_low',
        high: 'limit_high',
        interval: 'curve',
        text: 'manager',
        lines: study.number('rate') === null ? [] : [{ y: study.number('rate') ?? 0, label: { en: 'all', ru: 'все', pl: 'wszyscy' } }],
      },
    },
  ];
};

export default draw;
