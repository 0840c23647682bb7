/** The line end that a text uses first; new text in it follows. */
export const lineEndOf = (text: string): string => /\r\n|\n|\r/u.exec(text)?.[0] ?? '\n';

export const withLineEnds = (text: string, lineEnd: string): string => text.replaceAll(/\r\n|\n|\r/gu, lineEnd);

/** looked for from the end: a pattern would try every line before it */
export const startOfLastLine = (text: string): number => Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;

/** Line numbers of offsets in one text. */
export class LineIndex {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (const match of text.matchAll(/\r\n|\n|\r/gu)) this.#starts.push(match.index + match[0].length);
  }

  /** 1-based */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  startOf(line: number): number {
    return this.#starts[line - 1] ?? 0;
  }
}
