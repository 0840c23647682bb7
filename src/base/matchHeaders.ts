import headers from './headers.json' with { type: 'json' };
import { compactHeader, normaliseHeader } from './normaliseHeader.ts';
import { canonicalTables, tableOf, type TableName } from './schema.ts';

interface HeaderMatch {
  readonly score: number;
  readonly how: 'own name' | 'synonym' | 'part' | 'spelling';
  /** the header names the thing itself (`customer id`), not only its kind (`id`) */
  readonly specific: boolean;
}

/** Words that say what kind of thing a column holds and not of what. */
const kinds = new Set(
  'id|ид|guid|code|код|kod|symbol|ref|no|№|nr|number|номер|numer|name|наименование|название|nazwa|title|date|дата|data|amount|сумма|kwota|wartosc|wartość|total|всего|итого|razem|type|тип|typ|rodzaj|вид|status|статус|stan|state|состояние|price|цена|cena|cost|koszt|стоимость|quantity|qty|количество|кол во|кол|ilość|description|opis|category|категория|kategoria|group|группа|grupa|class|klasa|source|источник|źródło|channel|канал|kanał|value|значение|item|позиция|pozycja|line|строка|unit|ед|rate|note|comment|period|период|okres|year|год|rok|month|owner|company|компания|firma|company name|nazwa firmy|название компании|document|документ|dokument|reference|plan|план|start|result|результат|role|роль|rola|region|city|country|address|phone|email|name1|contact|stage|этап|balance|value|margin|weight|вес|score|баллы|time|scale|location|level|question|answer|ocena|punkty|wynik|символ|артикул|internal reference|external id|display name|nr katalogowy|ean|barcode'.split(
    '|',
  ),
);

interface Entry {
  readonly own: string;
  readonly ownCompact: string;
  readonly exact: ReadonlySet<string>;
  readonly compact: ReadonlySet<string>;
  readonly parts: readonly (readonly string[])[];
}

/** names as good as a field's own */
const alsoOwn: ReadonlyMap<string, string> = new Map([['qty', 'quantity']]);

const dictionary = new Map<string, Entry>();
const known = new Set<string>();

for (const table of canonicalTables.map(tableOf)) {
  const synonyms: Readonly<Record<string, readonly string[]>> = headers[table.name];
  for (const field of table.fields) {
    const exact = new Set((synonyms[field.name] ?? []).map(normaliseHeader));
    const own = normaliseHeader(field.name);
    dictionary.set(`${table.name}.${field.name}`, {
      own,
      ownCompact: compactHeader(own),
      exact,
      compact: new Set([...exact].filter((name) => name.length >= 6).map(compactHeader)),
      parts: [own, ...exact].map((name) => name.split(' ')).filter((words) => words.length > 1 || ((words[0] ?? '').length > 4 && !kinds.has(words[0] ?? ''))),
    });
    known.add(own);
    for (const name of exact) known.add(name);
  }
}

/** Whether any field of any table goes by this name. */
export const isNamed = (header: string): boolean => known.has(normaliseHeader(header));

const weighed = new Map<string, HeaderMatch | null>();
/** a long session forgets rather than grows */
const weighedKept = 20_000;

/** How well a header names a field; null when it doesn't. Every table is asked the same several times over. */
export function matchHeader(header: string, table: TableName, field: string): HeaderMatch | null {
  const key = `${table}.${field} ${header}`;
  const before = weighed.get(key);
  if (before !== undefined) return before;
  const match = weighHeader(header, table, field);
  if (weighed.size >= weighedKept) weighed.clear();
  weighed.set(key, match);
  return match;
}

function weighHeader(header: string, table: TableName, field: string): HeaderMatch | null {
  const entry = dictionary.get(`${table}.${field}`);
  const name = normaliseHeader(header);
  if (!entry || name === '') return null;
  const compact = compactHeader(name);
  const specific = !kinds.has(name);
  if (name === entry.own || name === alsoOwn.get(field) || (compact === entry.ownCompact && compact.length > 3)) return { score: 1, how: 'own name', specific };
  if (entry.exact.has(name)) return { score: 0.95, how: 'synonym', specific };
  if (entry.compact.has(compact)) return { score: 0.93, how: 'synonym', specific };
  if ([...entry.exact].some((other) => saysTheSame(name, other))) return { score: 0.9, how: 'synonym', specific: true };
  const last = /[.›>]\s*([^.›>]+)$/.exec(header)?.[1];
  if (last !== undefined && entry.exact.has(normaliseHeader(last))) return { score: 0.75, how: 'part', specific: false };
  const words = new Set(name.split(' '));
  if (words.size > 1 && entry.parts.some((part) => part.every((word) => words.has(word)))) return { score: 0.7, how: 'part', specific: false };
  if (name.length > 4 && [entry.own, ...entry.exact].some((other) => Math.abs(other.length - name.length) <= 2 && other.length > 4 && similarity(name, other) >= 0.93)) return { score: 0.72, how: 'spelling', specific: false };
  return null;
}

/** What of a thing a column tells; where one of these stands in a name does not matter: “Kontrahent kod” is “Kod kontrahenta”. */
const aspects = new Set('id|код|kod|code|номер|numer|nr|no|№|number|название|наименование|nazwa|name|дата|data|date'.split('|'));

/** The same aspect of the same thing, in another order or case. */
function saysTheSame(a: string, b: string): boolean {
  const [one, other] = [a.split(' '), b.split(' ')];
  if (one.length !== other.length || one.length > 3 || one.length < 2) return false;
  const [aspect, ...more] = one.filter((word) => aspects.has(word));
  if (aspect === undefined || more.length > 0 || other.filter((word) => aspects.has(word)).join(' ') !== aspect) return false;
  const things = other.filter((word) => word !== aspect);
  return one.filter((word) => word !== aspect).every((word, at) => inflects(word, things[at] ?? ''));
}

/** Two forms of one word. */
function inflects(a: string, b: string): boolean {
  const least = Math.max(4, Math.min(a.length, b.length) - 2);
  return a === b || (Math.abs(a.length - b.length) <= 2 && a.length >= least && a.slice(0, least) === b.slice(0, least));
}

/** Jaro-Winkler similarity, 0 to 1 (Winkler 1990). */
function similarity(a: string, b: string): number {
  if (a === b) return 1;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Uint8Array(b.length);
  const matches: string[] = [];
  for (let i = 0; i < a.length; i += 1) {
    for (let j = Math.max(0, i - reach); j < Math.min(b.length, i + reach + 1); j += 1) {
      if (taken[j] || a.charAt(i) !== b.charAt(j)) continue;
      taken[j] = 1;
      matches.push(a.charAt(i));
      break;
    }
  }
  if (!matches.length) return 0;
  let order = 0;
  let swaps = 0;
  for (let j = 0; j < b.length; j += 1) {
    if (!taken[j]) continue;
    if (matches[order] !== b.charAt(j)) swaps += 1;
    order += 1;
  }
  const m = matches.length;
  const jaro = (m / a.length + m / b.length + (m - swaps / 2) / m) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a.charAt(prefix) === b.charAt(prefix)) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}
