import type { Base } from '../base/Base.ts';
import { locales, type Locale, type Localised } from '../messages/locale.ts';
import type { Vocabulary } from '../notebook/Notebook.ts';
import { parseNotebook } from '../notebook/parseNotebook.ts';
import type { ShippedNotebook } from '../ui/Workbench.ts';

const files = import.meta.glob<string>('../../notebooks/*.md', { eager: true, query: '?raw', import: 'default' });

/** in the order in which a consultant asks */
const order = ['base-health', 'rfm-27', 'who-to-sell-to', 'how-to-sell', 'what-to-sell', 'commercial-policy', 'client-progress', 'loyalty', 'ltv-outlook', 'visits', 'receivables', 'segment-actions'];

/** The notebooks of the product, found by folder, one file per language. */
export function shippedNotebooks(vocabulary: Vocabulary): readonly ShippedNotebook[] {
  const slugs = [...new Set(Object.keys(files).flatMap((path) => /([^/]+)\.(?:en|ru|pl)\.md$/.exec(path)?.[1] ?? []))];
  const rank = (slug: string): number => (order.includes(slug) ? order.indexOf(slug) : order.length);
  return slugs.toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b)).map((slug) => {
    const text = inEveryLanguage((locale) => files[`../../notebooks/${slug}.${locale}.md`] ?? '');
    const parsed = inEveryLanguage((locale) => parseNotebook(text[locale], vocabulary));
    return {
      slug,
      text,
      title: inEveryLanguage((locale) => parsed[locale].frontMatter.title ?? slug),
      missing: (base: Base) => parsed.en.frontMatter.inputs.filter(({ table, columns }) => !isThere(base, table, columns)).map(({ table, columns }) => lacking(base, table, columns)),
    };
  });
}

const inEveryLanguage = <T>(make: (locale: Locale) => T): Readonly<Record<Locale, T>> & (T extends string ? Localised : unknown) =>
  Object.fromEntries(locales.map((locale) => [locale, make(locale)])) as Readonly<Record<Locale, T>> & (T extends string ? Localised : unknown);

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
