import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('rules') === 0) return [];
  const left = study.text('best_left') ?? '';
  const right = study.text('best_right') ?? '';
  const lift = study.figure('best_lift', 'number');
  return [
    {
      table: 'strongest',
      wide: true,
      title: study.say({ en: `“${left}” and “${right}” go together ${lift} times more often than by chance`, ru: `«${left}» и «${right}» берут вместе в ${lift} раза чаще, чем случайно`, pl: `„${left}” i „${right}” idą razem ${lift} razy częściej niż przypadkiem` }),
      note: study.say({ en: 'Lift: how much more often than by chance; the fifteen strongest pairs', ru: 'Лифт: во сколько раз чаще случайного; пятнадцать сильнейших пар', pl: 'Lift: ile razy częściej niż przypadkiem; piętnaście najsilniejszych par' }),
      n: study.number('baskets') ?? 0,
      chart: {
        mark: 'bar',
        x: { column: 'lift', format: 'number', label: { en: 'Lift', ru: 'Лифт', pl: 'Lift' } },
        y: { column: 'pair', label: { en: 'Pair', ru: 'Пара', pl: 'Para' } },
        lines: [{ x: 1, label: { en: 'chance', ru: 'случай', pl: 'przypadek' } }],
        sort: '-lift',
        limit: 15,
      },
    },
    {
      table: 'sets',
      title: study.say({
        en: `“${study.text('set_item') ?? ''}” sets the type “${study.text('set_type') ?? ''}” apart most: ${study.figure('set_share', 'share')} take it, ${study.figure('set_lift', 'number')} times the share of all`,
        ru: `«${study.text('set_item') ?? ''}» сильнее всего отличает тип «${study.text('set_type') ?? ''}»: берут ${study.figure('set_share', 'share')}, в ${study.figure('set_lift', 'number')} раза чаще, чем все`,
        pl: `„${study.text('set_item') ?? ''}” najmocniej wyróżnia typ „${study.text('set_type') ?? ''}”: bierze ${study.figure('set_share', 'share')}, ${study.figure('set_lift', 'number')} razy częściej niż ogół`,
      }),
      note: study.say({ en: 'Share of the buyers of the type', ru: 'Доля покупателей этого типа', pl: 'Udział kupujących tego typu' }),
      n: study.number('typed_buyers') ?? 0,
      chart: {
        mark: 'heatmap',
        x: { column: 'customer_type', label: { en: 'Type', ru: 'Тип', pl: 'Typ' } },
        y: { column: 'item', label: { en: 'Item', ru: 'Позиция', pl: 'Pozycja' } },
        fill: { column: 'penetration', format: 'share', label: { en: 'Share of buyers', ru: 'Доля покупателей', pl: 'Udział kupujących' } },
        limit: 200,
      },
    },
  ];
};

export default draw;
