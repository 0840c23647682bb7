import type { Base } from '../../src/base/Base.ts';
import { note } from '../../src/base/notes.ts';
import type { ColumnRecognition, FileMapping, Recognition } from '../../src/base/Recognition.ts';
import { done, fail, type Outcome } from '../../src/database/outcome.ts';
import { Watch } from '../../src/ui/Watch.ts';
import type { ReviewFile, ReviewModel, ReviewState } from '../../src/ui/Workbench.ts';

const values = ['1 234,50', '-418,00', '842,10', '311,40', '96,00', '2 120,00', '640,00', '55,90', '780,00', '1 010,25'];

function column(index: number, header: string, samples: string[], field: string | null, confidence: number, more: Partial<ColumnRecognition> = {}): ColumnRecognition {
  return { index, header, samples, type: 'text', format: null, field, confidence, evidence: [note('synonym')], candidates: [], filled: 1, accepted: confidence > 0.6, ...more };
}

const orders: Recognition = {
  file: 'Реализация_2025.csv',
  format: 'text',
  size: 4_120_000,
  table: 'order_lines',
  tableConfidence: 0.97,
  evidence: [],
  reason: null,
  dialect: { encoding: 'windows-1251', delimiter: ';', quote: '"', decimal: ',', date: '%d.%m.%Y', headerRow: 4, headerRows: 1, sheet: null, unfolding: null, grouped: false, documents: null, merged: false },
  columns: [
    column(0, 'Ссылка', ['РТУ-000418', 'РТУ-000419'], 'order_id', 1),
    column(1, 'Дата', ['03.02.2025', '03.02.2025'], 'orders.order_date', 0.98, { type: 'date' }),
    column(2, 'Партнер', ['Верфь «Нева»', 'Балт-Сталь'], 'customers.name', 0.52, { filled: 0.998 }),
    column(3, 'Контрагент.Код', ['00-004182', '00-000917'], 'orders.customer_id', 0.94),
    column(4, 'Номенклатура.Артикул', ['СИЗ-2204', 'ПРЧ-0117'], 'product_id', 0.97),
    column(5, 'Номенклатура', ['Костюм «Енисей»', 'Перчатки трикотажные'], 'product_name', 0.93),
    column(6, 'Количество', ['120,000', '36,000'], 'qty', 0.99, { type: 'number' }),
    column(7, 'Сумма без НДС', values, 'net_amount', 0.96, { type: 'number', filled: 0.999, evidence: [note('amounts_differ_by_vat', { hits: 987, tried: 1000 })] }),
    column(8, 'Себестоимость', ['842,10', '311,40'], 'cost', 0.91, { type: 'number', filled: 0.884 }),
    column(9, 'Комментарий', ['срочно', 'самовывоз'], null, 0, { filled: 0.12 }),
  ],
  questions: [{ id: 'partner', column: 2, note: note('ask_field', { header: 'Партнер', fields: 'customers.name / customers.group', own: 'partner' }), options: ['customers.name', 'customers.group'].map((value) => ({ value, label: note('plain', { text: value }) })), suggested: 'customers.name' }],
  preview: values.map((value, row) => [`РТУ-${418 + row}`, '03.02.2025', 'Балт-Сталь', '00-004182', 'СИЗ-2204', 'Костюм', '12,000', value, '311,40', row % 5 === 0 ? 'срочно' : null]),
  rows: 12_408,
  rowsExact: true,
  feeds: ['orders', 'customers', 'products'],
};

const simple = (file: string, table: string | null, header: string, field: string): Recognition => ({
  ...orders,
  file,
  table,
  size: 620_000,
  reason: table === null ? 'No table was found in it.' : null,
  columns: table === null ? [] : [column(0, header, ['a', 'b'], field, 0.99)],
  questions: [],
  preview: [['a'], ['b']],
  rows: table === null ? 0 : 1_640,
});

/** A review that answers at once, for looking at the screen without an engine. */
export function playedReview(base: Base, onLoaded: (base: Base) => void): ReviewModel {
  const state = new Watch<ReviewState>({ files: [], rules: {}, work: null, failure: null });
  let stopped = false;
  const put = (change: Partial<ReviewState>): void => state.set({ ...state.current, ...change });
  const edit = (file: string, change: (one: ReviewFile) => ReviewFile): void => put({ files: state.current.files.map((one) => (one.recognition.file === file ? change(one) : one)) });
  const trial = { rowsRead: 12_408, rowsLoaded: 12_391, rowsRejected: 17, furniture: 13, rejects: [{ row: 4112, column: 'Дата', value: '31.02.2025', reason: 'такой даты нет' }, { row: 7950, column: 'Сумма без НДС', value: 'по акту', reason: 'не число', kept: true as const }], money: null };

  return {
    state,
    decide: () => undefined,
    add(files) {
      const played = [orders, simple('Контрагенты.csv', 'customers', 'Код', 'customer_id'), simple('Дебиторка на 31.12.xlsx', 'receivables', 'Клиент', 'customer_id')];
      const recognitions = files.some((file) => file.name === 'readme.txt') ? [...played, simple('readme.txt', null, '', '')] : played;
      put({ files: recognitions.map((recognition) => ({ recognition, trial: { ...trial, rowsRead: recognition.rows, rowsLoaded: Math.max(0, recognition.rows - 17) }, answered: [] })) });
    },
    remove: (file) => put({ files: state.current.files.filter(({ recognition }) => recognition.file !== file) }),
    change: (file, mapping) => edit(file, (one) => ({ ...one, recognition: changed(one.recognition, mapping) })),
    answer: (file, question, value) =>
      edit(file, (one) => ({
        ...one,
        answered: [...one.answered, question],
        recognition: { ...one.recognition, columns: one.recognition.columns.map((each) => (each.index === one.recognition.questions.find(({ id }) => id === question)?.column ? { ...each, field: value } : each)) },
      })),
    setRule: (rule, treatment) => put({ rules: { ...state.current.rules, [rule]: treatment } }),
    async load(): Promise<Outcome<Base>> {
      stopped = false;
      for (let step = 0; step <= 10 && !stopped; step++) {
        put({ work: { kind: 'loading', fraction: step / 10 } });
        await new Promise(requestAnimationFrame);
      }
      put({ work: null });
      if (stopped) return fail('cancelled', 'stopped');
      onLoaded(base);
      return done(base);
    },
    stop() {
      stopped = true;
    },
  };
}

function changed(recognition: Recognition, mapping: FileMapping): Recognition {
  const { encoding, delimiter, decimal, date } = recognition.dialect;
  return {
    ...recognition,
    table: mapping.table ?? recognition.table,
    dialect: { ...recognition.dialect, encoding: mapping.encoding ?? encoding, delimiter: mapping.delimiter ?? delimiter, decimal: mapping.decimal ?? decimal, date: mapping.date ?? date, headerRow: mapping.header_row ?? recognition.dialect.headerRow },
    columns: recognition.columns.map((one) => {
      const field = mapping.columns?.[one.header];
      return field === undefined ? one : { ...one, field, confidence: 1 };
    }),
  };
}
