import { Unreadable } from '../Unreadable.ts';
import { FlatTable } from './FlatTable.ts';

/** bytes that a column's values take beside its validity: a fixed width in bits, or offsets into text */
interface Layout {
  readonly bits: number;
  readonly offsets: boolean;
  readonly buffers: number;
}

const fixed = (bits: number): Layout => ({ bits, offsets: false, buffers: 2 });

/** By the number that Arrow's format gives to a type; what is not here is not read. */
function layoutOf(field: FlatTable, name: number): Layout {
  const type = field.table(3);
  const dictionary = field.table(4);
  if (dictionary) return fixed(dictionary.table(1)?.int(0) ?? 32);
  switch (name) {
    case 1:
      return { bits: 0, offsets: false, buffers: 0 };
    case 2:
      return fixed(type?.int(0) ?? 0);
    case 3:
      return fixed(16 << (type?.short(0) ?? 0));
    case 4:
    case 5:
      return { bits: 32, offsets: true, buffers: 3 };
    case 6:
      return fixed(1);
    case 7:
      return fixed(type?.int(2, 128) ?? 128);
    case 8:
      return fixed((type?.short(0, 1) ?? 1) === 0 ? 32 : 64);
    case 9:
      return fixed(type?.int(1, 32) ?? 32);
    case 10:
    case 18:
      return fixed(64);
    case 15:
      return fixed((type?.int(0) ?? 0) * 8);
    case 19:
    case 20:
      return { bits: 64, offsets: true, buffers: 3 };
    default:
      throw new Unreadable('a column holds records or lists, which is not read; write it as plain columns');
  }
}

/** Walks the messages of an Arrow file or stream before anything is made of them; gives the number of rows they tell of. A damaged number would have the reader make billions of things, or rows of nothing. */
export function checkArrow(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isFile = bytes.length > 12 && String.fromCharCode(...bytes.subarray(0, 6)) === 'ARROW1';
  const footer = isFile ? readFooter(bytes, view) : null;
  const end = footer?.start ?? bytes.length;
  let at = isFile ? 8 : 0;
  let layouts = footer?.layouts ?? null;
  let rows = 0;
  while (at + 8 <= end) {
    const marked = view.getUint32(at, true) === 0xffffffff;
    const length = view.getInt32(at + (marked ? 4 : 0), true);
    at += marked ? 8 : 4;
    if (length === 0) break;
    if (length < 0 || at + length > end) throw new Unreadable('it is cut off');
    const message = FlatTable.root(bytes.subarray(at, at + length));
    at += length;
    const body = message.long(3);
    if (!(body >= 0) || at + body > end) throw new Unreadable('it is cut off');
    at += body;
    const header = message.table(2);
    const kind = message.byte(1);
    if (kind === 1 && header) layouts = layoutsOf(header);
    else if (kind === 3 && header && layouts) rows += checkBatch(header, layouts, body);
    else if (kind === 2 && header && layouts) checkBuffers(header.table(1), body);
    else throw new Unreadable('it holds a message that is none');
  }
  if (!layouts) throw new Unreadable('its schema is missing');
  return rows;
}

const layoutsOf = (schema: FlatTable): readonly Layout[] => schema.tables(1).map((field) => layoutOf(field, field.byte(2)));

/** Where the footer begins, and the columns it tells of; the blocks that it names lie before it. */
function readFooter(bytes: Uint8Array, view: DataView): { readonly start: number; readonly layouts: readonly Layout[] } {
  const tail = bytes.length - 10;
  if (tail < 8 || String.fromCharCode(...bytes.subarray(tail + 4)) !== 'ARROW1') throw new Unreadable('it is cut off');
  const length = view.getInt32(tail, true);
  const start = tail - length;
  if (length <= 0 || start < 8) throw new Unreadable('its footer is damaged');
  const footer = FlatTable.root(bytes.subarray(start, tail));
  const schema = footer.table(1);
  if (!schema) throw new Unreadable('its schema is missing');
  for (const { first } of [...footer.pairs(2, 24), ...footer.pairs(3, 24)]) if (first < 8 || first >= start) throw new Unreadable('its footer is damaged');
  return { start, layouts: layoutsOf(schema) };
}

function checkBuffers(batch: FlatTable | null, body: number): readonly { readonly first: number; readonly second: number }[] {
  if (!batch) throw new Unreadable('a message is empty');
  if (batch.table(3)) throw new Unreadable('it is compressed, which is not read; write it without compression');
  const buffers = batch.pairs(2, 16);
  for (const { first, second } of buffers) if (first < 0 || second < 0 || first + second > body) throw new Unreadable('a column points outside of it');
  return buffers;
}

function checkBatch(batch: FlatTable, layouts: readonly Layout[], body: number): number {
  const buffers = checkBuffers(batch, body);
  const rows = batch.long(0);
  const nodes = batch.pairs(1, 16);
  const wanted = layouts.reduce((sum, { buffers: count }) => sum + count, 0);
  if (nodes.length !== layouts.length || buffers.length !== wanted) throw new Unreadable('its columns do not agree with its schema');
  let at = 0;
  for (const [index, layout] of layouts.entries()) {
    const node = nodes[index];
    if (!node || node.first !== rows || node.second < 0 || node.second > rows) throw new Unreadable('its columns differ in length');
    const validity = buffers[at];
    const values = buffers[at + 1];
    at += layout.buffers;
    if (!validity || !values || layout.buffers === 0 || rows === 0) continue;
    if (node.second > 0 && validity.second * 8 < rows) throw new Unreadable('a column is shorter than it says');
    if (values.second * 8 < (rows + (layout.offsets ? 1 : 0)) * layout.bits) throw new Unreadable('a column is shorter than it says');
  }
  return rows;
}
