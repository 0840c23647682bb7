export interface Line {
  readonly mark: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** beyond this many pairs of lines the texts are shown one after the other */
const mostPairs = 400_000;

/** The lines of two texts in one list: longest common subsequence. */
export function compareLines(before: string, after: string): readonly Line[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const mark = (kind: Line['mark'], lines: readonly string[]): Line[] => lines.map((text) => ({ mark: kind, text }));
  if (old.length * fresh.length > mostPairs) return [...mark('removed', old), ...mark('added', fresh)];
  // common[i][j]: length of the longest common subsequence of old[i…] and fresh[j…]
  const width = fresh.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) for (let j = fresh.length - 1; j >= 0; j--) common[i * width + j] = old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      lines.push({ mark: 'same', text: old[i] ?? '' });
      i++;
      j++;
    } else if (j >= fresh.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) lines.push({ mark: 'removed', text: old[i++] ?? '' });
    else lines.push({ mark: 'added', text: fresh[j++] ?? '' });
  }
  return lines;
}

const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.replaceAll('\r', '').replace(/\n$/u, '').split('\n'));
