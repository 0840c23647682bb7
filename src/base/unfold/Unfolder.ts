import type { RowBlock } from '../../files/splitRows.ts';
import { ExactSum } from '../ExactSum.ts';
import { numberText } from '../readCell.ts';
import { readNumber, rescale, type DecimalSign } from '../values/readNumber.ts';
import { depthOf, labelOf } from './depthOf.ts';
import type { ReportRow, Unfolding } from './Unfolding.ts';

export interface GroupTotal {
  readonly row: number;
  readonly agrees: boolean;
  readonly amount: string;
}

interface OpenGroup {
  readonly row: number;
  readonly depth: number;
  readonly label: string;
  /** by column of the report: what the group says of itself, in billionths */
  readonly told: ReadonlyMap<number, bigint>;
  readonly text: string;
  readonly sums: ReadonlyMap<number, ExactSum>;
  leaves: number;
}

/** Rows of a report with groups as rows of a plain table. Group rows become blank ones; what they say of themselves is held against the rows below them. */
export class Unfolder {
  /** groups with numbers of their own, and whether their rows add up to any of them */
  readonly totals: GroupTotal[] = [];
  readonly #unfolding: Unfolding;
  readonly #sign: DecimalSign;
  readonly #dataFrom: number;
  readonly #header: string[] = [];
  readonly #open: OpenGroup[] = [];
  #waiting: ReportRow | null = null;

  /** `dataFrom`: number of the first row below the header. */
  constructor(unfolding: Unfolding, sign: DecimalSign, dataFrom: number) {
    this.#unfolding = unfolding;
    this.#sign = sign;
    this.#dataFrom = dataFrom;
  }

  push(block: RowBlock): RowBlock {
    const rows: (readonly string[])[] = [];
    const numbers: number[] = [];
    const put = (row: ReportRow | null, cells: readonly string[]): void => {
      if (!row) return;
      rows.push(cells);
      numbers.push(row.number);
    };
    for (const [index, cells] of block.rows.entries()) {
      const row: ReportRow = { cells, number: block.numbers[index] ?? 0, depth: block.depths?.[index] ?? 0 };
      if (row.number < this.#dataFrom) {
        this.#header.push(JSON.stringify(cells.map((cell) => cell.trim())));
        put(row, cells);
      } else if (this.#header.includes(JSON.stringify(cells.map((cell) => cell.trim()))) && cells.some((cell) => cell.trim() !== '')) {
        // the header again, at the top of a printed page
        put(row, ['']);
      } else {
        put(this.#waiting, this.#waiting ? this.#settle(this.#waiting, row) : []);
        this.#waiting = row;
      }
    }
    return { rows, numbers, damaged: block.damaged };
  }

  end(): RowBlock {
    const last = this.#waiting;
    this.#waiting = null;
    const rows = last ? [this.#settle(last, null)] : [];
    this.#close(-1);
    return { rows, numbers: last ? [last.number] : [], damaged: [] };
  }

  /** A row as it stands in the plain table, once the next one is known. */
  #settle(row: ReportRow, next: ReportRow | null): readonly string[] {
    const depth = depthOf(row, this.#unfolding);
    if (depth < 0) return this.#plain(row, []);
    if (this.#unfolding.by === 'sums') return this.#settleBySums(row);
    this.#close(depth);
    const below = next === null ? -1 : depthOf(next, this.#unfolding);
    if (below > depth) {
      this.#openGroup(row, depth);
      return [''];
    }
    return this.#leaf(row, depth);
  }

  /** Without a mark of depth a row opens a group, and the rows that add up to it close it. */
  #settleBySums(row: ReportRow): readonly string[] {
    if (this.#open.length === 0) {
      this.#openGroup(row, 0);
      return [''];
    }
    const leaf = this.#leaf(row, 1);
    const group = this.#open[0];
    if (group && group.leaves > 0 && [...group.told].every(([column, told]) => group.sums.get(column)?.nano() === told)) this.#close(0);
    return leaf;
  }

  #leaf(row: ReportRow, depth: number): readonly string[] {
    for (const group of this.#open) {
      group.leaves += 1;
      for (const [column, sum] of group.sums) {
        const number = readNumber(row.cells[column] ?? '', this.#sign);
        if (number && number.scale <= 9) addExactly(sum, rescale(number, 9));
      }
    }
    const labels = this.#open.map(({ label }) => label);
    if (this.#unfolding.by === 'columns') return this.#plain(row, depth < this.#unfolding.names.length ? [...labels, (row.cells[this.#unfolding.key + depth] ?? '').trim()] : labels);
    // a row that lies less deep than others has no label for the levels below it
    const label = labelOf(row, this.#unfolding.key);
    const levels = this.#unfolding.names.length;
    return this.#plain(row, depth === 0 && labels.length === 0 && levels > 1 ? [label] : [...labels.slice(0, levels - 1), ...Array.from({ length: Math.max(0, levels - 1 - labels.length) }, () => ''), label]);
  }

  /** The row's own cells behind the labels of its levels. */
  #plain({ cells }: ReportRow, labels: readonly string[]): readonly string[] {
    const { by, key, names } = this.#unfolding;
    if (by === 'columns') return [...cells.slice(0, key), ...names.map((_, level) => labels[level] ?? cells[key + level] ?? ''), ...cells.slice(key + names.length)];
    const own = labels.length > 0 ? labels : [(cells[key] ?? '').trim()];
    return [...names.map((_, level) => own[level] ?? ''), ...cells.slice(0, key), ...cells.slice(key + 1)];
  }

  #openGroup(row: ReportRow, depth: number): void {
    const { by, key, numeric } = this.#unfolding;
    const told = new Map<number, bigint>();
    let text = '';
    for (const column of numeric) {
      const number = readNumber(row.cells[column] ?? '', this.#sign);
      if (!number || number.scale > 9) continue;
      told.set(column, rescale(number, 9));
      text = numberText(number);
    }
    this.#open.push({ row: row.number, depth, label: labelOf(row, by === 'columns' ? key + depth : key), told, text, sums: new Map([...told].map(([column]) => [column, new ExactSum()])), leaves: 0 });
  }

  /** Ends the groups that lie as deep as the row or deeper. */
  #close(depth: number): void {
    while ((this.#open.at(-1)?.depth ?? -2) >= depth) {
      const group = this.#open.pop();
      if (!group || group.told.size === 0) continue;
      const agreeing = [...group.told].filter(([column, told]) => group.sums.get(column)?.nano() === told && told !== 0n);
      this.totals.push({ row: group.row, agrees: agreeing.length > 0 || [...group.told].every(([column, told]) => told === 0n && group.sums.get(column)?.nano() === 0n), amount: group.text });
    }
  }
}

function addExactly(sum: ExactSum, nano: bigint): void {
  const whole = nano / 1_000_000_000n;
  sum.add(Number(whole), 0);
  sum.add(Number(nano - whole * 1_000_000_000n), 9);
}
