import type { Localised } from '../messages/locale.ts';
import { quoteName } from '../sql/quote.ts';
import { replaceNames } from '../sql/replaceNames.ts';
import { grains, type GrainShape } from './grains.ts';
import type { GrainName, Trait, Way } from './Trait.ts';
import { sayInputs } from './sayInputs.ts';

export interface ComposedSheet {
  /** one query: customer_id and a column a trait, for every customer of the base, in order of customer_id; uses $as_of and $window_days */
  readonly sql: string;
  readonly traits: readonly Trait[];
  readonly absent: readonly AbsentTrait[];
}

export interface AbsentTrait {
  readonly trait: string;
  /** columns `table.column` that no file gives; alternatives parted by a slash */
  readonly needs: string;
  readonly reason: Localised;
}

/**
 * The customer sheet as SQL: every grain that the traits use is scanned once, whatever their number.
 * A trait whose inputs the base lacks is left out and named with the reason; it is never zero.
 */
export function composeSheet(wanted: readonly Trait[], registry: ReadonlyMap<string, Trait>, shape: GrainShape): ComposedSheet {
  const chosen = new Map<string, Way>();
  const absent: AbsentTrait[] = [];
  const choose = (trait: Trait): string | null => {
    if (chosen.has(trait.id)) return null;
    const lacks: string[] = [];
    for (const way of trait.ways) {
      const missing = way.needs.filter((need) => !shape.has(asColumn(need)));
      const blocked = (way.uses ?? []).flatMap((id) => {
        const used = registry.get(id);
        if (!used) throw new Error(`${trait.id} uses the trait ${id}, which does not exist`);
        const needs = choose(used);
        return needs === null ? [] : [needs];
      });
      if (missing.length === 0 && blocked.length === 0) {
        chosen.set(trait.id, way);
        return null;
      }
      lacks.push([...missing, ...blocked].join(' + '));
    }
    return [...new Set(lacks)].join(' / ');
  };
  const present: Trait[] = [];
  for (const trait of wanted) {
    const needs = choose(trait);
    if (needs === null) present.push(trait);
    else absent.push({ trait: trait.id, needs, reason: sayAbsence(trait, needs) });
  }
  return { sql: writeSheet(present, chosen, shape), traits: present, absent };
}

const sayAbsence = ({ label }: Trait, needs: string): Localised => ({
  en: `${label.en} needs ${sayInputs(needs, 'en')}, which no file gives`,
  ru: `${label.ru}: нужны данные — ${sayInputs(needs, 'ru')}, а ни один файл их не даёт`,
  pl: `${label.pl}: potrzebne są dane: ${sayInputs(needs, 'pl')}, a żaden plik ich nie zawiera`,
});

const asColumn = (need: string): `${string}.${string}` => {
  const [table = '', column = ''] = need.split('.');
  return `${table}.${column}`;
};

function writeSheet(traits: readonly Trait[], ways: ReadonlyMap<string, Way>, shape: GrainShape): string {
  const aggregates = new Map<GrainName, Map<string, string>>();
  const expressions = new Map<string, string>();
  const expressionOf = (id: string): string => {
    const known = expressions.get(id);
    if (known !== undefined) return known;
    const way = ways.get(id);
    if (!way) throw new Error(`the trait ${id} was not chosen`);
    const names = new Map<string, string>();
    for (const grain of grainNames(way)) {
      const shared = aggregates.get(grain) ?? new Map<string, string>();
      aggregates.set(grain, shared);
      for (const [alias, aggregate] of Object.entries(way.aggregates[grain] ?? {})) {
        const name = shared.get(aggregate) ?? `${grain}_${shared.size + 1}`;
        shared.set(aggregate, name);
        names.set(alias, name);
      }
    }
    for (const used of way.uses ?? []) names.set(used, `(${expressionOf(used)})`);
    const expression = replaceNames(way.expression, names);
    expressions.set(id, expression);
    return expression;
  };
  const columns = traits.map((trait) => `  ${expressionOf(trait.id)} AS ${quoteName(trait.id)}`);
  const used = [...aggregates.keys()];
  const needed = orderGrains(used);
  const withList = [
    ...needed.map((grain) => `${grain} AS NOT MATERIALIZED (${grains[grain].sql(shape)}\n)`),
    ...used.map((grain) => {
      const list = [...(aggregates.get(grain) ?? [])].map(([aggregate, name]) => `  ${aggregate} AS ${name}`);
      return `by_${grain} AS (\nSELECT customer_id,\n${list.join(',\n')}\nFROM ${grain} GROUP BY customer_id\n)`;
    }),
  ];
  const joins = used.map((grain) => `LEFT JOIN by_${grain} USING (customer_id)`);
  return [
    withList.length > 0 ? `WITH ${withList.join(',\n')}` : '',
    `SELECT customer_id${columns.length > 0 ? ',' : ''}\n${columns.join(',\n')}`,
    `FROM (SELECT DISTINCT customer_id FROM main.customers WHERE customer_id IS NOT NULL) AS population`,
    ...joins,
    'ORDER BY customer_id',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const grainNames = (way: Way): GrainName[] => (Object.keys(grains) as GrainName[]).filter((name) => way.aggregates[name] !== undefined);

function orderGrains(used: readonly GrainName[]): GrainName[] {
  const ordered: GrainName[] = [];
  const visit = (grain: GrainName): void => {
    if (ordered.includes(grain)) return;
    for (const earlier of grains[grain].after) visit(earlier);
    ordered.push(grain);
  };
  for (const grain of used) visit(grain);
  return ordered;
}
