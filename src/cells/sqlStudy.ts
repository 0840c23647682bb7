import type { GenericSchema } from 'valibot';
import type { Params } from '../database/Database.ts';
import { done } from '../database/outcome.ts';
import type { Scalar } from '../database/table.ts';
import type { Localised } from '../messages/locale.ts';
import { quotePath } from '../sql/quote.ts';
import type { CellContext, CellKind, Finding } from './CellKind.ts';
import { customerFaces } from './customerNames.ts';
import { readLines, type Lines } from './readLines.ts';
import { absentLines, absentStudy, keepAll, lacking, readFacts, type TableShapes } from './study.ts';

interface CommonOptions {
  readonly where?: string | undefined;
  readonly as_of?: string | undefined;
  readonly window_days?: number | undefined;
}

/** What the queries of a study are written with. */
export interface Sources<Options> {
  readonly options: Options;
  readonly context: CellContext;
  /** SELECT of the order lines, when the study reads them; see readLines */
  readonly lines: string;
  readonly has: Lines['has'];
  /** whether the base has `table.column` */
  given(column: string): boolean;
  /** columns `customer` and `manager` for lists, with their join */
  readonly face: { readonly column: string; readonly join: string };
  /** name for FROM of a table kept before */
  kept(table: string): string;
}

/** A study that is a few queries over order lines and other tables of the base. */
interface SqlStudy<Options> {
  readonly kind: string;
  readonly label: Localised;
  readonly schema: GenericSchema<unknown, Options>;
  readonly template: string;
  /** other cells that its options name */
  readonly reads?: (options: Options) => readonly string[];
  /** tables of the base that it looks at */
  readonly consults: readonly string[];
  /** columns of the order lines without which it has nothing to say; null: it reads none */
  readonly lines: readonly string[] | null;
  /** columns `table.column` of other tables that it cannot do without */
  readonly needs?: readonly string[];
  /** said when one of them is missing: which file to add */
  readonly absent: Localised;
  readonly shapes: TableShapes;
  readonly tables: (sources: Sources<Options>) => Readonly<Record<string, string>>;
  /** query of one row: figures for pictures and findings */
  readonly facts: (sources: Sources<Options>) => string;
  readonly findings?: (facts: Readonly<Record<string, Scalar>>, context: CellContext) => readonly Finding[];
}

export function sqlStudy<Options extends CommonOptions>(study: SqlStudy<Options>): CellKind<Options> {
  return {
    kind: study.kind,
    label: study.label,
    body: 'yaml',
    schema: study.schema,
    template: study.template,
    reads: study.reads ?? (() => []),
    consults: () => study.consults,
    async evaluate(options, context) {
      if (lacking(context, ...(study.needs ?? [])).length > 0) return absentStudy(context, study.shapes, study.absent);
      const read = study.lines === null ? null : await readLines(options, context, study.lines);
      if (read && !read.ok) return absentLines(read.error, {}, context, study.shapes);
      const asOf = read?.ok ? (read.value.asOf ?? context.asOf(options.as_of)) : context.asOf(options.as_of);
      const windowDays = context.windowDays(options.window_days);
      const params: Params = { ...context.params, as_of: { type: 'DATE', value: asOf }, window_days: { type: 'BIGINT', value: windowDays } };
      const sources: Sources<Options> = {
        options,
        context,
        lines: read?.ok ? read.value.sql : '',
        has: (column) => (read?.ok ? read.value.has(column) : false),
        given: (column) => lacking(context, column).length === 0,
        face: customerFaces(context.base),
        kept: (table) => quotePath(context.id, table),
      };
      const made = await keepAll(context, study.tables(sources), params);
      if (!made.ok) return made;
      const facts = await readFacts(context, study.facts(sources), params);
      if (!facts.ok) return facts;
      return done({ tables: made.value, findings: study.findings?.(facts.value, context) ?? [], facts: { asOf, windowDays, ...facts.value } });
    },
  };
}
