import { Unreadable } from '../Unreadable.ts';

/** A JSON value whose numbers are still as they were written: no digit is lost. */
type JsonValue = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'null' } | { readonly kind: 'list'; readonly source: string; readonly items: readonly JsonValue[] } | { readonly kind: 'record'; readonly entries: ReadonlyMap<string, JsonValue> };

export type FlatRecord = ReadonlyMap<string, string>;

/** One record as cells: fields of records inside are named `outer.inner`, lists stay as text. */
export function parseRecord(source: string, what: string): FlatRecord {
  const cells = new Map<string, string>();
  flatten(new Reader(source, what).whole(), '', cells);
  return cells;
}

/** The only list of records inside a record, as in `{"data": [{…}, …]}`; null where there is none. */
export function recordsInside(source: string, what: string): FlatRecord[] | null {
  const value = new Reader(source, what).whole();
  if (value.kind !== 'record') return null;
  const lists = [...value.entries.values()].flatMap((entry) => (entry.kind === 'list' && entry.items.length > 0 && entry.items.every((item) => item.kind === 'record') ? [entry] : []));
  const [list] = lists;
  if (!list || lists.length > 1 || [...value.entries.values()].some((entry) => entry.kind === 'record')) return null;
  return list.items.map((item) => {
    const cells = new Map<string, string>();
    flatten(item, '', cells);
    return cells;
  });
}

function flatten(value: JsonValue, name: string, cells: Map<string, string>): void {
  if (value.kind === 'text') cells.set(name, value.text);
  else if (value.kind === 'list') cells.set(name, value.source);
  else if (value.kind === 'null') cells.set(name, '');
  else for (const [key, inner] of value.entries) flatten(inner, name === '' ? key : `${name}.${key}`, cells);
}

const number = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const escapes: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

class Reader {
  readonly #source: string;
  readonly #what: string;
  #at = 0;

  constructor(source: string, what: string) {
    this.#source = source;
    this.#what = what;
  }

  whole(): JsonValue {
    const value = this.#value();
    this.#skip();
    if (this.#at < this.#source.length) throw this.#broken();
    return value;
  }

  #broken(): Unreadable {
    return new Unreadable(`${this.#what}: broken JSON near “${this.#source.slice(Math.max(0, this.#at - 20), this.#at + 20).replace(/\s+/g, ' ')}”`);
  }

  #skip(): void {
    while (/[\s\ufeff]/.test(this.#source.charAt(this.#at)) && this.#at < this.#source.length) this.#at += 1;
  }

  #value(): JsonValue {
    this.#skip();
    const letter = this.#source.charAt(this.#at);
    if (letter === '{') return this.#record();
    if (letter === '[') return this.#list();
    if (letter === '"') return { kind: 'text', text: this.#string() };
    for (const [word, value] of [['true', 'true'], ['false', 'false'], ['null', null]] as const) {
      if (!this.#source.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return value === null ? { kind: 'null' } : { kind: 'text', text: value };
    }
    number.lastIndex = this.#at;
    const text = number.exec(this.#source)?.[0];
    if (text === undefined) throw this.#broken();
    this.#at += text.length;
    return { kind: 'text', text };
  }

  #record(): JsonValue {
    const entries = new Map<string, JsonValue>();
    this.#at += 1;
    this.#skip();
    if (this.#source.charAt(this.#at) === '}') {
      this.#at += 1;
      return { kind: 'record', entries };
    }
    for (;;) {
      this.#skip();
      if (this.#source.charAt(this.#at) !== '"') throw this.#broken();
      const key = this.#string();
      this.#skip();
      if (this.#source.charAt(this.#at) !== ':') throw this.#broken();
      this.#at += 1;
      entries.set(key, this.#value());
      if (!this.#goesOn('}')) return { kind: 'record', entries };
    }
  }

  #list(): JsonValue {
    const from = this.#at;
    const items: JsonValue[] = [];
    this.#at += 1;
    this.#skip();
    if (this.#source.charAt(this.#at) === ']') this.#at += 1;
    else {
      do items.push(this.#value());
      while (this.#goesOn(']'));
    }
    return { kind: 'list', source: this.#source.slice(from, this.#at), items };
  }

  #goesOn(close: string): boolean {
    this.#skip();
    const letter = this.#source.charAt(this.#at);
    if (letter !== ',' && letter !== close) throw this.#broken();
    this.#at += 1;
    return letter === ',';
  }

  #string(): string {
    let text = '';
    let from = this.#at + 1;
    for (let at = from; at < this.#source.length; at += 1) {
      const letter = this.#source.charAt(at);
      if (letter === '"') {
        this.#at = at + 1;
        return text + this.#source.slice(from, at);
      }
      if (letter !== '\\') continue;
      text += this.#source.slice(from, at);
      const kind = this.#source.charAt(at + 1);
      const hex = kind === 'u' ? this.#source.slice(at + 2, at + 6) : '';
      if (kind === 'u' ? !/^[\da-f]{4}$/i.test(hex) : escapes[kind] === undefined) throw this.#broken();
      text += kind === 'u' ? String.fromCharCode(Number.parseInt(hex, 16)) : (escapes[kind] ?? '');
      at += kind === 'u' ? 5 : 1;
      from = at + 1;
    }
    throw this.#broken();
  }
}
