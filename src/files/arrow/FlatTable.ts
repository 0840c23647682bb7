import { Unreadable } from '../Unreadable.ts';

/** A table of FlatBuffers, the form of Arrow's own metadata, read without trusting a single offset of it. */
export class FlatTable {
  readonly #view: DataView;
  readonly #at: number;
  readonly #fields: number;
  readonly #fieldsEnd: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
    this.#fields = at - this.#inside(at, 4).getInt32(at, true);
    this.#inside(this.#fields, 4);
    this.#fieldsEnd = this.#fields + view.getUint16(this.#fields, true);
    this.#inside(this.#fields, this.#fieldsEnd - this.#fields);
  }

  /** The table that a buffer of metadata begins with. */
  static root(bytes: Uint8Array): FlatTable {
    if (bytes.length < 8) throw new Unreadable('its metadata are cut off');
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getUint32(0, true));
  }

  byte(field: number, otherwise = 0): number {
    const at = this.#place(field);
    return at < 0 ? otherwise : this.#inside(at, 1).getUint8(at);
  }

  short(field: number, otherwise = 0): number {
    const at = this.#place(field);
    return at < 0 ? otherwise : this.#inside(at, 2).getInt16(at, true);
  }

  int(field: number, otherwise = 0): number {
    const at = this.#place(field);
    return at < 0 ? otherwise : this.#inside(at, 4).getInt32(at, true);
  }

  long(field: number): number {
    const at = this.#place(field);
    return at < 0 ? 0 : Number(this.#inside(at, 8).getBigInt64(at, true));
  }

  table(field: number): FlatTable | null {
    const at = this.#place(field);
    return at < 0 ? null : new FlatTable(this.#view, at + this.#inside(at, 4).getUint32(at, true));
  }

  tables(field: number): FlatTable[] {
    const { count, from } = this.#vector(field, 4);
    return Array.from({ length: count }, (_, index) => new FlatTable(this.#view, from + index * 4 + this.#view.getUint32(from + index * 4, true)));
  }

  /** Pairs of 64-bit numbers at the beginning of each of a vector's structs. */
  pairs(field: number, width: number): { readonly first: number; readonly second: number }[] {
    const { count, from } = this.#vector(field, width);
    return Array.from({ length: count }, (_, index) => ({ first: Number(this.#view.getBigInt64(from + index * width, true)), second: Number(this.#view.getBigInt64(from + index * width + 8, true)) }));
  }

  #vector(field: number, width: number): { readonly count: number; readonly from: number } {
    const at = this.#place(field);
    if (at < 0) return { count: 0, from: 0 };
    const start = at + this.#inside(at, 4).getUint32(at, true);
    const count = this.#inside(start, 4).getUint32(start, true);
    this.#inside(start + 4, count * width);
    return { count, from: start + 4 };
  }

  #place(field: number): number {
    const at = this.#fields + 4 + field * 2;
    const offset = at + 2 > this.#fieldsEnd ? 0 : this.#view.getUint16(at, true);
    return offset === 0 ? -1 : this.#at + offset;
  }

  #inside(at: number, length: number): DataView {
    if (at < 0 || length < 0 || at + length > this.#view.byteLength) throw new Unreadable('its metadata point outside of it');
    return this.#view;
  }
}
