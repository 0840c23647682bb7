/** How a report with groups becomes a plain table: the labels of groups become columns of their own. */
export interface Unfolding {
  /** what tells how deep a row lies: the outline of the sheet, spaces before the label, the column of the label, or that a row is the sum of those below */
  readonly by: 'outline' | 'spaces' | 'columns' | 'sums';
  /** column of the labels, the first of them where labels stand in several */
  readonly key: number;
  /** names of the levels, the deepest last; for `columns` those of the groups alone */
  readonly names: readonly string[];
  /** columns of the report that hold numbers */
  readonly numeric: readonly number[];
}

export interface ReportRow {
  readonly cells: readonly string[];
  readonly number: number;
  /** outline level or indent of the row in its sheet */
  readonly depth: number;
}
