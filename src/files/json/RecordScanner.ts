import { limits } from '../limits.ts';
import { Unreadable } from '../Unreadable.ts';

/** Cuts a stream of JSON into its records: the members of one list, or values one after the other. */
export class RecordScanner {
  readonly #what: string;
  #held = '';
  #at = 0;
  #start = -1;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #inList = false;
  #begun = false;
  #ended = false;

  constructor(what: string) {
    this.#what = what;
  }

  /** The texts of the records that are whole by now. */
  push(text: string): string[] {
    this.#held += text;
    const records: string[] = [];
    for (; this.#at < this.#held.length; this.#at += 1) {
      const code = this.#held.charCodeAt(this.#at);
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (code === 92) this.#escaped = true;
        else if (code === 34) this.#inString = false;
        continue;
      }
      if (this.#start < 0) {
        this.#betweenRecords(code);
        continue;
      }
      if (code === 34) this.#inString = true;
      else if (code === 123 || code === 91) this.#deepen();
      else if (code === 125 || code === 93) {
        this.#depth -= 1;
        if (this.#depth > 0) continue;
        records.push(this.#held.slice(this.#start, this.#at + 1));
        this.#start = -1;
      }
    }
    const from = this.#start < 0 ? this.#at : this.#start;
    this.#held = this.#held.slice(from);
    this.#at -= from;
    if (this.#start >= 0) this.#start = 0;
    if (this.#held.length > limits.recordCharacters) throw new Unreadable(`${this.#what}: a record of more than ${limits.recordCharacters >> 20} MB`);
    return records;
  }

  end(): void {
    if (this.#start >= 0 || (this.#inList && !this.#ended)) throw new Unreadable(`${this.#what} is cut off: its JSON is never closed`);
    if (!this.#begun) throw new Unreadable('the file holds no rows');
  }

  #betweenRecords(code: number): void {
    if (code === 32 || code === 9 || code === 10 || code === 13 || code === 0xfeff) return;
    if (code === 123 && !this.#ended) {
      this.#begun = true;
      this.#start = this.#at;
      this.#depth = 0;
      this.#deepen();
      return;
    }
    if (code === 91 && !this.#begun) {
      this.#begun = true;
      this.#inList = true;
      return;
    }
    if (code === 44 && this.#inList && !this.#ended) return;
    if (code === 93 && this.#inList && !this.#ended) {
      this.#ended = true;
      return;
    }
    throw new Unreadable(`${this.#what} is JSON, but no list of records`);
  }

  #deepen(): void {
    this.#depth += 1;
    if (this.#depth > limits.jsonDepth) throw new Unreadable(`${this.#what} is nested more than ${limits.jsonDepth} deep`);
  }
}
