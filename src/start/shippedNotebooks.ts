import type { Base } from '../base/Base.ts';
import type { Locale, Localised } from '../messages/locale.ts';
import type { FrontMatter, Vocabulary } from '../notebook/Notebook.ts';
import { parseNotebook } from '../notebook/parseNotebook.ts';
import { checksum } from '../storage/checksum.ts';
import type { ShippedNotebook } from '../ui/Workbench.ts';

const files = import.meta.glob<string>('../../notebooks/*.md', { eager: true, query: '?raw', import: 'default' });

/** needs no YAML: the first page shows them all */
const plainTitle = /^title: ([^"'&*!|>%@`#{[][^\n#]*)$/mu;

/** in the order in which a consultant asks */
const order = ['rfm-27', 'who-to-sell-to', 'base-health', 'how-to-sell', 'what-to-sell', 'commercial-policy', 'client-progress', 'loyalty', 'ltv-outlook', 'visits', 'receivables', 'segment-actions'];

/** The notebooks of the product, found by folder, one file per language. Only their front matter is read, and when it is asked for: the page starts with them. */
export function shippedNotebooks(vocabulary: Vocabulary): readonly ShippedNotebook[] {
  const slugs = [...new Set(Object.keys(files).flatMap((path) => /([^/]+)\.(?:en|ru|pl)\.md$/.exec(path)?.[1] ?? []))];
  const rank = (slug: string): number => (order.includes(slug) ? order.indexOf(slug) : order.length);
  return slugs.toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b)).map((slug) => {
    const text = inEveryLanguage((locale) => files[`../../notebooks/${slug}.${locale}.md`] ?? '');
    const read = (locale: Locale): FrontMatter => parseNotebook(frontMatterOf(text[locale]), vocabulary).frontMatter;
    const inputs = once(() => read('en').inputs);
    return {
      slug,
      text,
      title: inEveryLanguage((locale) => plainTitle.exec(text[locale])?.[1] ?? read(locale).title ?? slug),
      missing: (base: Base) => inputs().filter(({ table, columns }) => !isThere(base, table, columns)).map(({ table, columns }) => lacking(base, table, columns)),
      unprepared: ({ prepared }: Base, locale: Locale) => (prepared?.notebooks === undefined || prepared.notebooks.includes(checksum(text[locale])) ? [] : inputs().map(({ table }) => table).filter((table) => prepared.withheld.includes(table))),
    };
  });
}

const frontMatterOf = (text: string): string => /^---\n.*?\n---\n/su.exec(text)?.[0] ?? text;

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** each language is made when it is read */
function inEveryLanguage(make: (locale: Locale) => string): Localised {
  const [en, ru, pl] = [once(() => make('en')), once(() => make('ru')), once(() => make('pl'))];
  return {
    get en() {
      return en();
    },
    get ru() {
      return ru();
    },
    get pl() {
      return pl();
    },
  };
}

const columnsOf = (base: Base, table: string): readonly string[] | null => base.tables.find(({ name }) => name === table)?.columns.map(({ name }) => name) ?? null;

function isThere(base: Base, table: string, columns: readonly string[]): boolean {
  const present = columnsOf(base, table);
  return present !== null && columns.every((column) => present.includes(column));
}

/** `customers.demand_annual`, or the table alone where all of it is missing */
function lacking(base: Base, table: string, columns: readonly string[]): string {
  const present = columnsOf(base, table);
  return present === null ? table : columns.filter((column) => !present.includes(column)).map((column) => `${table}.${column}`).join(', ');
}
