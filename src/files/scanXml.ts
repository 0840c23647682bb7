import { limits } from './limits.ts';
import { Unreadable } from './Unreadable.ts';

interface XmlHandler {
  /** `attributes` is the raw text between the name and the end of the tag */
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
  /** Takes a whole element that begins at `tag`, when it has the plain form the handler knows; gives the position behind it, or -1 for the long way. */
  takePlain?(text: string, tag: number): number;
}

/** Scans XML piece by piece. Prefixes are dropped from names; document types, and nesting that no workbook has, are refused. */
export class XmlScanner {
  readonly #handler: XmlHandler;
  readonly #what: string;
  readonly #open: string[] = [];
  #held = '';
  #seen = false;

  constructor(handler: XmlHandler, what: string) {
    this.#handler = handler;
    this.#what = what;
  }

  push(piece: string): void {
    const text = this.#held + piece;
    let at = 0;
    for (;;) {
      const tag = text.indexOf('<', at);
      if (tag < 0) {
        // text is handed over whole, so that an entity is never cut in two
        break;
      }
      const plain = tag === at && this.#handler.takePlain ? this.#handler.takePlain(text, tag) : -1;
      const end = plain < 0 ? this.#readTag(text, at, tag) : plain;
      if (end < 0) break;
      at = end;
    }
    this.#held = text.slice(at);
    if (this.#held.length > limits.cellCharacters) throw new Unreadable(`${this.#what}: a cell of more than ${limits.cellCharacters >> 20} MB of text`);
  }

  end(): void {
    if (this.#held.trim() !== '' || this.#open.length) throw new Unreadable(`${this.#what} is cut off or damaged: ${this.#open.at(-1) ?? 'a tag'} is never closed`);
    if (!this.#seen) throw new Unreadable(`${this.#what} is empty`);
  }

  /** Position after the tag, or -1 when the tag is not whole yet. */
  #readTag(text: string, from: number, tag: number): number {
    const second = text.charCodeAt(tag + 1);
    if (second === 33 /* ! */) return this.#readDeclaration(text, from, tag);
    const end = text.indexOf('>', tag);
    if (end < 0) return -1;
    if (tag > from && this.#open.length) this.#handler.text(decodeEntities(text.slice(from, tag)));
    if (second === 63 /* ? */) return end + 1;
    if (second === 47 /* / */) {
      const name = localName(text.slice(tag + 2, end).trimEnd());
      if (this.#open.pop() !== name) throw new Unreadable(`${this.#what} is damaged: </${name}> closes nothing`);
      this.#handler.close(name);
      return end + 1;
    }
    this.#seen = true;
    const empty = text.charCodeAt(end - 1) === 47;
    let stop = tag + 1;
    const last = empty ? end - 1 : end;
    while (stop < last && text.charCodeAt(stop) > 32) stop += 1;
    const name = localName(text.slice(tag + 1, stop));
    this.#handler.open(name, text.slice(stop, last));
    if (empty) this.#handler.close(name);
    else if (this.#open.push(name) > limits.xmlDepth) throw new Unreadable(`${this.#what} is nested more than ${limits.xmlDepth} deep`);
    return end + 1;
  }

  #readDeclaration(text: string, from: number, tag: number): number {
    const isComment = text.startsWith('<!--', tag);
    const isData = text.startsWith('<![CDATA[', tag);
    if (!isComment && !isData) {
      if (text.length - tag < 9) return -1;
      throw new Unreadable(`${this.#what} declares a document type, which no workbook needs: it was refused`);
    }
    const end = text.indexOf(isComment ? '-->' : ']]>', tag);
    if (end < 0) return -1;
    if (tag > from && this.#open.length) this.#handler.text(decodeEntities(text.slice(from, tag)));
    if (isData) this.#handler.text(text.slice(tag + 9, end));
    return end + 3;
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,8}));/gi, (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const patterns = new Map<string, RegExp>();

/** The value of one attribute, any prefix; null when it is not there. */
export function attribute(attributes: string, name: string): string | null {
  let pattern = patterns.get(name);
  if (!pattern) patterns.set(name, (pattern = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)));
  const match = pattern.exec(attributes);
  return match ? decodeEntities(match[1] ?? match[2] ?? '') : null;
}

/** Feeds a whole stream of UTF-8 XML to a handler. */
export async function scanXml(stream: ReadableStream<Uint8Array>, handler: XmlHandler, what: string): Promise<void> {
  const scanner = new XmlScanner(handler, what);
  const decoder = new TextDecoder();
  for await (const chunk of stream) scanner.push(decoder.decode(chunk, { stream: true }));
  scanner.push(decoder.decode());
  scanner.end();
}
