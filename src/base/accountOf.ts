import type { InputAccount } from './Base.ts';
import type { ConvertedTable } from './ConvertedTable.ts';
import { sayNote } from './notes.ts';
import type { Recognition } from './Recognition.ts';

/** The row accounting of one file, with what a person should know of its reading. */
export function accountOf(recognition: Recognition, table: ConvertedTable): InputAccount {
  const told = [
    ...recognition.questions.map((question) => sayNote(question.note, 'en')),
    ...table.totalRows.found.filter((total) => !total.agrees).map((total) => `Row ${total.row} reads as a total, and the rows above do not add up to it; it was left out.`),
    ...(table.amounts.netFrom.get('gross') ? ['No VAT is told: amounts are taken as they are, as net.'] : []),
    ...(table.rejectsTold > table.rejects.length ? [`${table.rejectsTold} cells could not be read; the first ${table.rejects.length} are listed.`] : []),
  ];
  return {
    file: recognition.file,
    table: recognition.table,
    encoding: recognition.format === 'text' ? recognition.dialect.encoding : null,
    delimiter: recognition.dialect.delimiter,
    rowsRead: table.rowsRead,
    rowsLoaded: table.rowsLoaded,
    rowsRejected: table.rowsRejected,
    furniture: table.furniture,
    questions: told,
    rejects: table.rejects,
    mapping: Object.fromEntries(recognition.columns.flatMap((column) => (column.field === null ? [] : [[column.header, column.field]]))),
    money: table.money.account(),
    period: table.days.period,
  };
}

/** A file that was not read, with the reason. */
export function passedOver(recognition: Recognition, reason: string | null): InputAccount {
  return {
    file: recognition.file,
    table: null,
    encoding: null,
    delimiter: null,
    rowsRead: 0,
    rowsLoaded: 0,
    rowsRejected: 0,
    furniture: 0,
    questions: [`Passed over: ${recognition.reason ?? reason ?? 'left out by the person'}.`],
    rejects: [],
    mapping: {},
    money: null,
  };
}
