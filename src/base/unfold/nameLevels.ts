import { isNamed } from '../matchHeaders.ts';
import type { Report } from './findUnfolding.ts';
import type { Unfolding } from './Unfolding.ts';

/** What titles of reports call their groups, by the beginning of the word. */
const words: readonly (readonly [start: RegExp, name: string])[] = [
  [/^(контрагент|покупател|клиент|заказчик)/, 'Контрагент'],
  [/^(номенклатур|товар|продукц)/, 'Номенклатура'],
  [/^(менеджер)/, 'Менеджер'],
  [/^(документ|регистратор|заказ|накладн)/, 'Документ'],
  [/^(customer|client)/, 'Customer'],
  [/^(product|item|article)/, 'Product'],
  [/^(rep|salesperson)/, 'Salesperson'],
  [/^(kontrahen|klien|odbior)/, 'Kontrahent'],
  [/^(towar|asortyment|produkt)/, 'Towar'],
  [/^(handlow|opiekun)/, 'Handlowiec'],
];

/** A name for each level of a report: from its header, from its title, else by number. */
export function nameLevels({ stacked, names, titles }: Report, { by, key, names: levels }: Unfolding): string[] {
  const count = levels.length;
  const own = names[key] ?? '';
  if (by === 'columns') {
    const told = wordsOf(titles);
    return levels.map((_, level) => {
      const name = names[key + level] ?? '';
      return /^column \d+$/.test(name) ? (told[level] ?? name) : name;
    });
  }
  if (stacked.length === count) return [...stacked];
  const parts = own.split(/\s*[,/\\;>]\s*/).filter((part) => part !== '');
  if (parts.length === count) return parts;
  const told = wordsOf(titles);
  if (told.length === count) return told;
  const listed = [...new Set([...(isNamed(own) ? [own] : []), ...told])];
  return levels.map((_, level) => listed[level] ?? (level === count - 1 && !listed.includes(own) ? own : `${own} ${level + 1}`));
}

/** «Продажи по контрагентам и номенклатуре» names two levels. */
function wordsOf(titles: readonly string[]): string[] {
  for (const title of titles) {
    const found = /(?:^|\s)(?:по|by|wg|według|po)\s+(.+)$/iu.exec(title)?.[1];
    const named = (found ?? '').toLowerCase().split(/[\s,]+/).flatMap((word) => words.find(([start]) => start.test(word))?.[1] ?? []);
    if (named.length > 0) return [...new Set(named)];
  }
  return [];
}
