/** One cell that was not simply read: what stood there and what it was taken for. */
export interface CellNote {
  readonly rule: 'E13' | 'E16' | 'E18';
  readonly row: number;
  readonly column: string;
  readonly was: string;
  readonly now: string;
}

const kept = 100_000;

/** Cells that were repaired or filled while a file was read, by the rule that did it. */
export class CellNotes {
  readonly listed: CellNote[] = [];

  add(rule: CellNote['rule'], row: number, column: string, was: string, now: string): void {
    if (this.listed.length < kept) this.listed.push({ rule, row, column, was: was.slice(0, 200), now });
  }
}
