import * as v from 'valibot';
import { readText, segmentEntry, type SegmentDecision } from '../cells/options.ts';
import { formatValue } from '../charts/formatValue.ts';
import { colourStep } from '../charts/cube/geometry.ts';
import type { CellResult } from '../session/collectResult.ts';
import type { Scalar } from '../database/table.ts';
import type { Locale, Localised } from '../messages/locale.ts';
import type { Cell } from '../notebook/Notebook.ts';
import { readYaml } from '../notebook/readYaml.ts';
import { traits } from '../traits/registry.ts';
import { cubeSvg, type CubeSide, type SharedCubeCell } from './cubeSvg.ts';
import { element, escapeHtml } from './html.ts';

const words = {
  fewer: { en: 'fewer than can be shown', ru: 'меньше, чем можно показать', pl: 'mniej, niż można pokazać' },
  revenue: { en: 'Revenue', ru: 'Выручка', pl: 'Przychód' },
  profit: { en: 'Gross profit', ru: 'Валовая прибыль', pl: 'Zysk brutto' },
  tactic: { en: 'Tactic', ru: 'Тактика', pl: 'Taktyka' },
} satisfies Record<string, Localised>;

/** bands that the product names itself, in the language of the file */
const levels: Readonly<Record<string, Localised>> = {
  low: { en: 'low', ru: 'низкий', pl: 'niski' },
  middle: { en: 'middle', ru: 'средний', pl: 'średni' },
  medium: { en: 'medium', ru: 'средняя', pl: 'średnia' },
  high: { en: 'high', ru: 'высокий', pl: 'wysoki' },
  none: { en: 'unknown', ru: 'неизвестно', pl: 'nieznane' },
  unsystematic: { en: 'unsystematic', ru: 'несистемные', pl: 'niesystematyczne' },
  semi: { en: 'partly', ru: 'частично', pl: 'częściowo' },
  systematic: { en: 'systematic', ru: 'системные', pl: 'systematyczne' },
  alarm: { en: 'alarm', ru: 'тревога', pl: 'alarm' },
  watch: { en: 'watch', ru: 'внимание', pl: 'uwaga' },
  ok: { en: 'on time', ru: 'в ритме', pl: 'w rytmie' },
  cold: { en: 'cold', ru: 'холодный', pl: 'zimny' },
  warm: { en: 'warm', ru: 'тёплый', pl: 'ciepły' },
  hot: { en: 'hot', ru: 'горячий', pl: 'gorący' },
  all: { en: 'all', ru: 'все', pl: 'wszyscy' },
};

type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

const clients: Readonly<Record<Locale, Forms>> = {
  en: { one: 'client', other: 'clients' },
  ru: { one: 'клиент', few: 'клиента', other: 'клиентов' },
  pl: { one: 'klient', other: 'klientów' },
};
const plurals: Readonly<Record<Locale, Intl.PluralRules>> = { en: new Intl.PluralRules('en'), ru: new Intl.PluralRules('ru'), pl: new Intl.PluralRules('pl') };

const segments = v.object({ segments: v.optional(v.record(v.string(), segmentEntry)) });
const none = 'none';

/** A cube or RFM cell as a file shows it: what its `cells` table says, nothing more. */
export interface ReadCube {
  /** RFM cells and cubes of two axes are layers of tiles */
  readonly flat: boolean;
  readonly axes: readonly [CubeSide, CubeSide, CubeSide];
  readonly cells: readonly ReadCell[];
}

export interface ReadCell extends SharedCubeCell {
  readonly name: string;
  readonly figures: string;
  readonly tactic: string;
  /** who, what next, by when */
  readonly plan: string;
}

/** Null where it is no cube of two or three axes. */
export function readCube(block: Cell, cell: CellResult, locale: Locale, currency: string | null): ReadCube | null {
  const table = cell.tables['cells'];
  if (!table) return null;
  const index = (name: string): number => table.columns.findIndex((column) => column.name === name);
  const [segment, customers, revenue, profit] = [index('segment'), index('customers'), index('revenue'), index('gross_profit')];
  const axisColumns = cell.kind === 'rfm' ? [index('f'), index('r'), index('m')] : Array.from({ length: segment }, (_, at) => at);
  if (axisColumns.length < 2 || axisColumns.length > 3 || axisColumns.includes(-1)) return null;
  const rows = table.rows.filter((row) => axisColumns.every((at) => row[at] !== none && row[at] !== null));
  const labels = axisColumns.map((at) => {
    const found = [...new Set(rows.map((row) => String(row[at])))];
    return cell.kind === 'rfm' ? found.toSorted((a, b) => Number(a) - Number(b)) : found;
  });
  if (rows.length === 0 || labels.some((list) => list.length > 5)) return null;
  const decisions = decisionsOf(block);
  const say = (text: SegmentDecision['tactic']): string => (text === undefined ? '' : readText(text, locale));
  const money = (value: Scalar | undefined): string => formatValue(value ?? null, { kind: 'money', locale, currency });
  const cells = rows.map((row): ReadCell => {
    const place = axisColumns.map((at, axis) => labels[axis]?.indexOf(String(row[at])) ?? 0);
    const count = row[customers] === null || row[customers] === undefined ? null : Number(row[customers]);
    const key = cell.kind === 'rfm' ? [row[index('r')], row[index('f')], row[index('m')]].join(' / ') : axisColumns.map((at) => String(row[at])).join(' / ');
    const decision = decisions[key] ?? decisions[key.replaceAll(' / ', '')];
    const name = decision?.name === undefined ? String(row[segment]).split(' / ').map((label) => sayLevel(label, locale)).join(' / ') : readText(decision.name, locale);
    const said = count === null ? words.fewer[locale] : `${formatValue(count, { kind: 'integer', locale })} ${clients[locale][plurals[locale].select(count)] ?? clients[locale].other}`;
    return {
      at: [place[0] ?? 0, place[1] ?? 0, place[2] ?? 0],
      customers: count,
      value: Number(row[profit] ?? row[revenue] ?? 0),
      anchor: `${cell.id}-${place.join('-')}`,
      label: `${name}: ${said}`,
      name,
      figures: `${said} · ${words.revenue[locale]} ${money(row[revenue])} · ${words.profit[locale]} ${money(row[profit])}`,
      tactic: say(decision?.tactic),
      plan: [decision?.owner, decision?.next, decision?.due].map(say).filter((text) => text !== '').join(' · '),
    };
  });
  const titles = cell.kind === 'rfm' ? ['F', 'R', 'M'] : axisColumns.map((at) => traits.get(table.columns[at]?.name ?? '')?.label[locale] ?? table.columns[at]?.name ?? '');
  const side = (axis: number): CubeSide => ({ title: titles[axis] ?? '', labels: (labels[axis] ?? ['']).map((label) => sayLevel(label, locale)) });
  return { flat: cell.kind === 'rfm' || axisColumns.length === 2, axes: [side(0), side(1), side(2)], cells };
}

/** The picture of a cube and the notes that its cells link to, as markup. */
export function drawCube(block: Cell, cell: CellResult, locale: Locale, currency: string | null, title: string): string | null {
  const cube = readCube(block, cell, locale, currency);
  if (cube === null) return null;
  const picture = cube.flat ? heatMaps(cube.axes, cube.cells) : cubeSvg({ title, ...cube });
  return element('div', { class: 'cube-picture' }, picture, element('div', { class: 'cube-notes' }, ...cube.cells.filter(({ customers }) => customers !== 0).map((one) => writeNote(one, locale))));
}

const sayLevel = (label: string, locale: Locale): string => levels[label]?.[locale] ?? label;

function decisionsOf(block: Cell): Readonly<Record<string, SegmentDecision>> {
  const body = readYaml(block.body);
  const parsed = body.ok ? v.safeParse(segments, body.value.value) : null;
  return parsed?.success ? (parsed.output.segments ?? {}) : {};
}

const writeNote = ({ anchor, name, figures, tactic, plan }: ReadCell, locale: Locale): string =>
  element('div', { class: 'cube-note', id: anchor }, element('h3', {}, escapeHtml(name)), element('p', {}, escapeHtml(figures)), tactic === '' ? '' : element('p', { class: 'tactic' }, element('b', {}, words.tactic[locale]), ' ', escapeHtml(tactic)), plan === '' ? '' : element('p', {}, escapeHtml(plan)));

/** Layers side by side: the first axis across, the second upwards. */
function heatMaps([x, y, z]: readonly [CubeSide, CubeSide, CubeSide], cells: readonly SharedCubeCell[]): string {
  const most = Math.max(1, ...cells.map(({ customers }) => customers ?? 0));
  const layers = (z.labels.length > 0 ? z.labels : ['']).map((layer, k) => {
    const rows = y.labels.map((label, j) => {
      const tiles = x.labels.map((_, i) => {
        const cell = cells.find(({ at }) => at[0] === i && at[1] === j && at[2] === k);
        if (!cell || cell.customers === 0) return element('td', { class: 'step-0' }, '·');
        const step = cell.customers === null ? 'hidden' : `step-${colourStep(cell.customers, most) || 1}`;
        return element('td', { class: step }, element('a', { href: `#${cell.anchor}`, 'aria-label': cell.label, title: cell.label }, cell.customers === null ? '•' : String(cell.customers)));
      });
      return element('tr', {}, element('th', { scope: 'row' }, escapeHtml(`${y.title} ${label}`)), ...tiles);
    });
    const foot = element('tr', {}, '<td></td>', ...x.labels.map((label) => element('th', { scope: 'col' }, escapeHtml(`${x.title} ${label}`))));
    return element('table', { class: 'heat' }, element('caption', {}, escapeHtml(`${z.title} ${layer}`.trim())), element('tbody', {}, ...rows.toReversed(), foot));
  });
  return element('div', { class: 'heats' }, ...layers.toReversed());
}
