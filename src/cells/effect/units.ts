import { done, fail, type Outcome } from '../../database/outcome.ts';
import type { Panel } from '../../statistics/effect/twoWayEffects.ts';
import type { CellContext } from '../CellKind.ts';
import { findColumn, readDesign, type Design, type Grouped } from '../readDesign.ts';
import type { EffectOptions } from './options.ts';

/** Units seen before and after, some treated. */
export interface Units {
  readonly before: Float64Array;
  readonly after: Float64Array;
  readonly treated: Uint8Array;
  readonly clusters: { readonly codes: Int32Array; readonly count: number } | undefined;
}

export interface Evidence {
  /** null where a panel has no time before or after the treatment for both groups */
  readonly units: Units | null;
  readonly panel: { readonly panel: Panel; readonly clusters: { readonly codes: Int32Array; readonly count: number }; readonly trend: readonly TrendPoint[]; readonly firstAfter: number | null } | null;
  readonly rows: number;
  readonly n: number;
  readonly sql: string;
}

export interface TrendPoint {
  readonly time: number;
  readonly label: string;
  readonly treated: number;
  readonly control: number;
}

export async function readEvidence(options: EffectOptions, from: string, context: CellContext): Promise<Outcome<Evidence>> {
  const columns = await context.columns(from);
  if (!columns.ok) return columns;
  const has = (name: string): boolean => findColumn(columns.value, name) !== undefined;
  if (!has(options.treated)) return fail('missing', `${from} has no column ${options.treated}.`, { hint: `It has ${columns.value.map(({ name }) => name).join(', ')}. Name the 0/1 column of treatment by treated.` });
  if (has(options.outcome_before) && has(options.outcome_after)) return readWide(options, from, context);
  if (has(options.unit) && has(options.time) && has(options.outcome)) return readPanel(options, from, context);
  return fail('missing', `${from} needs ${options.outcome_before} and ${options.outcome_after}, or ${options.unit}, ${options.time} and ${options.outcome}.`, { hint: `It has ${columns.value.map(({ name }) => name).join(', ')}.` });
}

async function readWide(options: EffectOptions, from: string, context: CellContext): Promise<Outcome<Evidence>> {
  const read = await readDesign({ from, where: options.where, numbers: [options.outcome_before, options.outcome_after, options.treated], predictors: [], groups: options.cluster === undefined ? [] : [options.cluster] }, context);
  if (!read.ok) return read;
  const design = read.value;
  const treated = codeTreated(design, options.treated);
  if (!treated.ok) return treated;
  const column = (name: string): Float64Array => design.numbers.get(name) ?? new Float64Array();
  const clusters = options.cluster === undefined ? undefined : countGroups(design.groups.get(options.cluster));
  const units: Units = { before: column(options.outcome_before), after: column(options.outcome_after), treated: treated.value, clusters };
  const sizes = checkSizes(units.treated);
  return sizes.ok ? done({ units, panel: null, rows: design.rows, n: design.n, sql: design.sql }) : sizes;
}

async function readPanel(options: EffectOptions, from: string, context: CellContext): Promise<Outcome<Evidence>> {
  const cluster = options.cluster ?? options.unit;
  const read = await readDesign({ from, where: options.where, numbers: [options.outcome, options.treated, options.time], predictors: [], groups: [options.unit, cluster] }, context);
  // a time that is text, such as 2024-05, is taken in the order of its text
  const textual = !read.ok && read.error.kind === 'type' ? await readDesign({ from, where: options.where, numbers: [options.outcome, options.treated], predictors: [], groups: [options.unit, cluster, options.time] }, context) : read;
  if (!textual.ok) return textual;
  const design = textual.value;
  const treated = codeTreated(design, options.treated);
  if (!treated.ok) return treated;
  const unit = design.groups.get(options.unit);
  if (!unit || design.n === 0) return fail('refused', 'No row of the panel has unit, time, outcome and treatment.', { hint: 'Look for columns that are empty.' });
  const numeric = design.numbers.get(options.time);
  const times = codeTimes(numeric, design.groups.get(options.time));
  const outcome = design.numbers.get(options.outcome) ?? new Float64Array();
  const seen = new Set<number>();
  for (let row = 0; row < design.n; row += 1) {
    const key = (unit.codes[row] ?? 0) * times.labels.length + (times.codes[row] ?? 0);
    if (seen.has(key)) return fail('refused', `Unit ${unit.levels[unit.codes[row] ?? 0] ?? ''} has two rows at ${times.labels[times.codes[row] ?? 0] ?? ''}.`, { hint: 'Sum them in an sql cell: a panel has one row a unit and time.' });
    seen.add(key);
  }
  const firstAfter = findStart(options, times, treated.value);
  const everTreated = new Uint8Array(unit.levels.length);
  treated.value.forEach((value, row) => {
    if (value === 1) everTreated[unit.codes[row] ?? 0] = 1;
  });
  const panel: Panel = { unit: unit.codes, units: unit.levels.length, time: times.codes, times: times.labels.length, outcome, treated: switchOn(treated.value, times.codes, firstAfter, unit) };
  return done({
    units: firstAfter === null ? null : collapse(panel, everTreated, firstAfter, countGroups(design.groups.get(cluster))),
    panel: { panel, clusters: countGroups(design.groups.get(cluster)) ?? { codes: unit.codes, count: unit.levels.length }, trend: trendOf(panel, everTreated, times.labels), firstAfter },
    rows: design.rows,
    n: design.n,
    sql: design.sql,
  });
}

/** treatment that never switches within a unit marks the group: it is in force from `start` on */
function switchOn(treated: Uint8Array, time: Int32Array, firstAfter: number | null, unit: Grouped): Float64Array {
  const [low, high] = [new Uint8Array(unit.levels.length).fill(1), new Uint8Array(unit.levels.length)];
  treated.forEach((value, row) => {
    const at = unit.codes[row] ?? 0;
    low[at] = Math.min(low[at] ?? 1, value);
    high[at] = Math.max(high[at] ?? 0, value);
  });
  const switches = low.some((value, at) => value !== high[at]);
  return Float64Array.from(treated, (value, row) => (switches || firstAfter === null || (time[row] ?? 0) >= firstAfter ? value : 0));
}

interface Times {
  readonly codes: Int32Array;
  readonly labels: readonly string[];
  readonly values: readonly number[];
}

function codeTimes(numeric: Float64Array | undefined, textual: Grouped | undefined): Times {
  if (!numeric) return { codes: textual?.codes ?? new Int32Array(), labels: textual?.levels.map((level) => level ?? '') ?? [], values: textual?.levels.map((_, at) => at) ?? [] };
  const values = [...new Set(numeric)].sort((a, b) => a - b);
  const places = new Map(values.map((value, code) => [value, code]));
  return { codes: Int32Array.from(numeric, (value) => places.get(value) ?? 0), labels: values.map(String), values };
}

/** the first time with treatment in force, unless told */
function findStart(options: EffectOptions, times: Times, treated: Uint8Array): number | null {
  if (options.start !== undefined) {
    const wanted = typeof options.start === 'number' ? options.start : Date.parse(`${options.start}T00:00:00Z`) / 86_400_000;
    const at = times.values.findIndex((value, index) => (typeof options.start === 'string' && times.labels[index] === options.start) || (Number.isFinite(wanted) && value >= wanted));
    return at > 0 ? at : null;
  }
  let first = Infinity;
  treated.forEach((value, row) => {
    if (value === 1) first = Math.min(first, times.codes[row] ?? Infinity);
  });
  return Number.isFinite(first) && first > 0 ? first : null;
}

/** each unit's mean before and after, for units that have both */
function collapse(panel: Panel, everTreated: Uint8Array, firstAfter: number, clusters: Units['clusters']): Units | null {
  const sums = Array.from({ length: 4 }, () => new Float64Array(panel.units));
  const clusterOf = new Int32Array(panel.units);
  panel.unit.forEach((at, row) => {
    const side = (panel.time[row] ?? 0) >= firstAfter ? 2 : 0;
    const [total, count] = [sums[side], sums[side + 1]];
    if (total && count) {
      total[at] = (total[at] ?? 0) + (panel.outcome[row] ?? 0);
      count[at] = (count[at] ?? 0) + 1;
    }
    clusterOf[at] = clusters?.codes[row] ?? at;
  });
  const kept = Array.from(everTreated.keys()).filter((at) => (sums[1]?.[at] ?? 0) > 0 && (sums[3]?.[at] ?? 0) > 0);
  const treated = Uint8Array.from(kept, (at) => everTreated[at] ?? 0);
  if (!checkSizes(treated).ok) return null;
  const meanOf = (side: 0 | 2): Float64Array => Float64Array.from(kept, (at) => (sums[side]?.[at] ?? 0) / (sums[side + 1]?.[at] ?? 1));
  const codes = [...new Set(kept.map((at) => clusterOf[at] ?? 0))];
  const places = new Map(codes.map((code, place) => [code, place]));
  return { before: meanOf(0), after: meanOf(2), treated, clusters: clusters && { codes: Int32Array.from(kept, (at) => places.get(clusterOf[at] ?? 0) ?? 0), count: codes.length } };
}

function trendOf(panel: Panel, everTreated: Uint8Array, labels: readonly string[]): TrendPoint[] {
  const sums = Array.from({ length: 4 }, () => new Float64Array(panel.times));
  panel.time.forEach((at, row) => {
    const side = everTreated[panel.unit[row] ?? 0] === 1 ? 0 : 2;
    const [total, count] = [sums[side], sums[side + 1]];
    if (total && count) {
      total[at] = (total[at] ?? 0) + (panel.outcome[row] ?? 0);
      count[at] = (count[at] ?? 0) + 1;
    }
  });
  return labels.map((label, at) => ({ time: at, label, treated: (sums[0]?.[at] ?? 0) / (sums[1]?.[at] ?? 0), control: (sums[2]?.[at] ?? 0) / (sums[3]?.[at] ?? 0) }));
}

function codeTreated(design: Design, name: string): Outcome<Uint8Array> {
  const values = design.numbers.get(name) ?? new Float64Array();
  const other = values.find((value) => value !== 0 && value !== 1);
  return other === undefined ? done(Uint8Array.from(values)) : fail('type', `${name} must be 0 or 1 in every row, and it holds ${other}.`, { hint: 'Compute a 0/1 column in an sql cell.' });
}

const countGroups = (group: Grouped | undefined): { codes: Int32Array; count: number } | undefined => group && { codes: group.codes, count: group.levels.length };

function checkSizes(treated: Uint8Array): Outcome<null> {
  const size = treated.reduce((sum, value) => sum + value, 0);
  if (size > 0 && size < treated.length) return done(null);
  return fail('refused', `There are ${size} treated and ${treated.length - size} control units: a comparison needs both.`, { hint: 'Take a control from the same segment.' });
}
