import type { ColumnType, Recognition } from './Recognition.ts';
import { isCanonical, resolveTarget, type Field, type TableName } from './schema.ts';
import { orderOf, type DateOrder } from './values/readDate.ts';
import type { DecimalSign } from './values/readNumber.ts';

/** One column of the file on its way into the stage. */
export interface PlannedColumn {
  readonly index: number;
  readonly header: string;
  /** name in the stage: `table.field`, or the file's own `table.slug` */
  readonly name: string;
  readonly table: string;
  readonly field: Field | null;
  readonly target: string;
  readonly type: ColumnType;
  readonly sign: DecimalSign;
  readonly order: DateOrder;
  readonly dropZero: boolean;
  /** tax numbers get back a leading zero that their checksum proves */
  readonly restoreZero: boolean;
  /** stands behind the numbers in their cells and is taken off */
  readonly unit: string | null;
  /** what a discount column holds */
  readonly discount: 'fraction' | 'percent' | 'amount';
}

export interface TablePlan {
  readonly table: string;
  readonly canonical: TableName | null;
  readonly columns: readonly PlannedColumn[];
  readonly width: number;
}

/** What is done with each column of a recognised table. */
export function planColumns(recognition: Recognition): TablePlan {
  const table = recognition.table ?? '';
  const canonical = isCanonical(table) ? table : null;
  const columns = recognition.columns.flatMap((column): PlannedColumn[] => {
    if (column.field === null) return [];
    const target = canonical ? resolveTarget(canonical, column.field) : null;
    const home = target?.table ?? table;
    const name = target?.field.name ?? column.field;
    return [
      {
        index: column.index,
        header: column.header,
        name: `${home}.${name}`,
        table: home,
        field: target?.field ?? null,
        target: name,
        type: target ? readAs(target.field, column.type) : column.type,
        sign: column.format === '.' || column.format === ',' ? column.format : recognition.dialect.decimal,
        order: (column.format === null ? null : orderOf(column.format)) ?? 'ymd',
        dropZero: column.format === '.0',
        restoreZero: column.format === '0',
        unit: column.format?.startsWith('unit ') === true ? column.format.slice(5) : null,
        discount: column.format === 'percent' || column.format === 'amount' ? column.format : 'fraction',
      },
    ];
  });
  return { table, canonical, columns, width: recognition.columns.length };
}

function readAs(field: Field, found: ColumnType): ColumnType {
  switch (field.type) {
    case 'text':
    case 'boolean':
      return field.type;
    case 'date':
    case 'timestamp':
      return found === 'timestamp' || field.type === 'timestamp' ? 'timestamp' : 'date';
    case 'number':
    case 'money':
      return 'number';
    case 'integer':
      return 'integer';
  }
}
