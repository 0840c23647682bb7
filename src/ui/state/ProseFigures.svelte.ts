import { SvelteMap } from 'svelte/reactivity';
import type { Base } from '../../base/Base.ts';
import type { ResultTable } from '../../cells/CellKind.ts';
import { formatKindOf, formatValue } from '../../charts/formatValue.ts';
import type { Scalar } from '../../database/table.ts';
import type { Locale } from '../../messages/locale.ts';
import type { ProseValue } from '../../notebook/proseValues.ts';
import { paramDeclarations } from '../../notebook/readParams.ts';
import type { OpenNotebook } from './OpenNotebook.svelte.ts';

type FirstRow = Readonly<Record<string, Scalar>>;

/** Values that stand in prose: parameters, and the first rows of results, fetched when first shown. */
export class ProseFigures {
  readonly #open: OpenNotebook;
  readonly #rows = new SvelteMap<ResultTable, FirstRow | null>();
  readonly #asked = new WeakSet<ResultTable>();

  constructor(open: OpenNotebook) {
    this.#open = open;
  }

  /** null: not known (yet) */
  show(value: ProseValue, locale: Locale, base: Base | null): string | null {
    const [name = '', ...rest] = value.path;
    const currency = base?.currency ?? null;
    if (rest.length === 0) {
      const param = paramDeclarations(this.#open.notebook).find((one) => one.name === name);
      if (!param) return null;
      const figure = param.default ?? (name === 'as_of' ? (base?.asOf ?? null) : null);
      const usual = param.type === 'date' ? 'date' : param.type === 'integer' ? 'integer' : param.type === 'number' ? 'number' : 'text';
      return formatValue(figure, { kind: value.format ?? usual, locale, currency, compact: value.compact });
    }
    const tables = this.#open.cells.get(name)?.result?.evaluation.tables ?? [];
    const table = rest.length === 2 ? tables.find((one) => one.name === rest[0]) : tables[0];
    const column = table?.columns.find((one) => one.name === rest.at(-1)?.replaceAll('"', ''));
    if (!table || !column) return null;
    const row = this.#rows.get(table);
    if (row === undefined) void this.#fetch(table);
    if (!row) return null;
    return formatValue(row[column.name] ?? null, { kind: value.format ?? formatKindOf(column.type, column.name), locale, currency, compact: value.compact });
  }

  async #fetch(table: ResultTable): Promise<void> {
    if (this.#asked.has(table)) return;
    this.#asked.add(table);
    const page = await this.#open.run.page(table, 0, 1, null);
    this.#rows.set(table, page.ok ? (page.value.records()[0] ?? null) : null);
  }
}
