import type { Locale, Localised } from '../../messages/locale.ts';

/** The 27 names of METHODS A.6 by the digits R-F-M, 3 = best. */
const rfmNames: Readonly<Record<string, Localised>> = {
  '333': { en: 'VIP', ru: 'VIP', pl: 'VIP' },
  '332': { en: 'Loyal', ru: 'Лояльные', pl: 'Lojalni' },
  '331': { en: 'Loyal, small checks', ru: 'Лояльные, малый чек', pl: 'Lojalni, małe rachunki' },
  '323': { en: 'Growing, large', ru: 'Растущие, крупные', pl: 'Rosnący, duzi' },
  '322': { en: 'Growing', ru: 'Растущие', pl: 'Rosnący' },
  '321': { en: 'Growing, small', ru: 'Растущие, мелкие', pl: 'Rosnący, mali' },
  '313': { en: 'New, large first order', ru: 'Новые, крупный первый заказ', pl: 'Nowi, duże pierwsze zamówienie' },
  '312': { en: 'New', ru: 'Новые', pl: 'Nowi' },
  '311': { en: 'New, trial', ru: 'Новые, пробный заказ', pl: 'Nowi, na próbę' },
  '233': { en: 'VIP cooling', ru: 'VIP остывают', pl: 'VIP stygną' },
  '232': { en: 'Loyal cooling', ru: 'Лояльные остывают', pl: 'Lojalni stygną' },
  '231': { en: 'Frequent small, cooling', ru: 'Частые мелкие остывают', pl: 'Części mali, stygną' },
  '223': { en: 'Key, needs attention', ru: 'Ключевые, нужно внимание', pl: 'Kluczowi, wymagają uwagi' },
  '222': { en: 'Middle', ru: 'Середина', pl: 'Środek' },
  '221': { en: 'Middle, small', ru: 'Середина, мелкие', pl: 'Środek, mali' },
  '213': { en: 'Occasional large', ru: 'Редкие крупные', pl: 'Okazjonalni duzi' },
  '212': { en: 'Occasional', ru: 'Редкие', pl: 'Okazjonalni' },
  '211': { en: 'Occasional small', ru: 'Редкие мелкие', pl: 'Okazjonalni mali' },
  '133': { en: 'Lost VIP', ru: 'Потерянные VIP', pl: 'Utraceni VIP' },
  '132': { en: 'Lost loyal', ru: 'Потерянные лояльные', pl: 'Utraceni lojalni' },
  '131': { en: 'Lost frequent small', ru: 'Потерянные частые мелкие', pl: 'Utraceni części mali' },
  '123': { en: 'At risk large', ru: 'Крупные под угрозой', pl: 'Zagrożeni duzi' },
  '122': { en: 'At risk', ru: 'Под угрозой', pl: 'Zagrożeni' },
  '121': { en: 'Lapsing small', ru: 'Уходящие мелкие', pl: 'Odchodzący mali' },
  '113': { en: 'One large, gone', ru: 'Один крупный, ушли', pl: 'Jeden duży, odeszli' },
  '112': { en: 'One-off, gone', ru: 'Разовые, ушли', pl: 'Jednorazowi, odeszli' },
  '111': { en: 'Dead', ru: 'Мёртвые', pl: 'Martwi' },
};

/** The name of a cell of 3 bands; of more bands, the name of the third it falls into. */
export function nameRfmCell(digits: readonly [number, number, number], bands: number, locale: Locale): string {
  const key = digits.map((digit) => Math.ceil((digit * 3) / bands)).join('');
  return rfmNames[key]?.[locale] ?? digits.join('');
}
