import * as v from 'valibot';
import { asNumber, bandByClasses, bandByCuts, missingBand, quantileCuts, type Banding } from '../../segments/bands.ts';
import { done, fail, type Outcome } from '../../database/outcome.ts';
import { quoteName } from '../../sql/quote.ts';
import { traits as registry } from '../../traits/registry.ts';
import type { Bands, Trait } from '../../traits/Trait.ts';
import type { CellContext } from '../CellKind.ts';
import { bandsEntry } from '../options.ts';

export const axisEntry = v.union([
  v.pipe(
    v.string(),
    v.transform((trait): AxisOption => ({ trait })),
  ),
  v.strictObject({ trait: v.string(), bands: v.optional(bandsEntry), labels: v.optional(v.array(v.string())) }),
]);

export interface AxisOption {
  readonly trait: string;
  readonly bands?: Exclude<Bands, 'own'> | undefined;
  readonly labels?: readonly string[] | undefined;
}

export interface Axis {
  readonly trait: Trait;
  readonly banding: Banding;
}

/** most classes that a class trait without bands of its own is split into; the rest is `other` */
const mostClasses = 8;

/** Cut points and labels of each axis, from the customers that have a value; an axis that no file feeds has the one band `none`. */
export async function bandAxes(options: readonly AxisOption[], lost: readonly string[], relation: string, context: CellContext): Promise<Outcome<Axis[]>> {
  const axes: Axis[] = [];
  for (const option of options) {
    const trait = registry.get(option.trait);
    if (!trait) return fail('missing', `The trait ${option.trait} does not exist.`, { hint: `Traits are ${[...registry.keys()].sort().join(', ')}.` });
    if (lost.includes(trait.id)) {
      axes.push({ trait, banding: { labels: [missingBand], cuts: null, method: 'class', level: () => '1' } });
      continue;
    }
    const banding = await bandAxis(option, trait, relation, context);
    if (!banding.ok) return banding;
    const count = banding.value.labels.length;
    const levels = banding.value.cuts ? banding.value.cuts.length + 1 : null;
    if (levels !== null && count !== levels) return fail('options', `${option.trait} has ${levels} bands and ${count} labels.`, { hint: 'Give one label a band, lowest first.' });
    axes.push({ trait, banding: banding.value });
  }
  return done(axes);
}

async function bandAxis(option: AxisOption, trait: Trait, relation: string, context: CellContext): Promise<Outcome<Banding>> {
  const bands = option.bands ?? trait.bands;
  const isClass = trait.type === 'class' || trait.type === 'ordered' || trait.type === 'flag';
  if (bands === 'own') return ownBands(trait, option.labels, relation, context);
  if ('classes' in bands) {
    if (option.labels && option.labels.length !== bands.classes.length) return fail('options', `${trait.id} has ${bands.classes.length} classes and ${option.labels.length} labels.`, { hint: 'Give one label a class.' });
    return done(bandByClasses(bands.classes, option.labels));
  }
  if (isClass) return fail('options', `${trait.id} has classes, no numbers to cut.`, { hint: 'Leave `bands` away or give `classes`.' });
  if ('cuts' in bands) return done(bandByCuts(bands.cuts, option.labels, 'fixed'));
  const value = asNumber(quoteName(trait.id), trait.type);
  const result = await context.database.run(`SELECT ${quantileCuts(value, bands.quantiles).join(', ')} FROM ${relation} WHERE ${quoteName(trait.id)} IS NOT NULL`);
  if (!result.ok) return result;
  const cuts = result.value.row(0).map((point) => (point === null ? 0 : Number(point)));
  return done(bandByCuts(cuts, option.labels, 'quantile'));
}

async function ownBands(trait: Trait, labels: readonly string[] | undefined, relation: string, context: CellContext): Promise<Outcome<Banding>> {
  const result = await context.database.run(`SELECT CAST(${quoteName(trait.id)} AS VARCHAR) AS value, count(*) AS n FROM ${relation} WHERE ${quoteName(trait.id)} IS NOT NULL GROUP BY value ORDER BY n DESC, value`);
  if (!result.ok) return result;
  const found = result.value.column('value').map(String);
  if (trait.levels) return done(bandByClasses(presentLevels(trait.levels, found).map((level) => [level]), labels));
  if (found.length <= mostClasses) return done(bandByClasses([...found].sort().map((name) => [name]), labels));
  const kept = found.slice(0, mostClasses - 1).sort();
  return done(bandByClasses([...kept.map((name) => [name]), found.slice(mostClasses - 1)], labels ?? [...kept, 'other']));
}

/** Ordered levels of the family that the data uses: 1, 2, 3+ or low, medium, high, never both when only one occurs. */
function presentLevels(levels: readonly string[], found: readonly string[]): string[] {
  if (levels.length <= 3) return [...levels];
  const families = [levels.slice(0, 3), levels.slice(3)];
  return families.filter((family) => family.some((level) => found.includes(level))).flat();
}
