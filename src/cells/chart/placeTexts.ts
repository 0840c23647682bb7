/** Where a text beside a dot goes so that it neither covers another nor leaves the picture. */
export interface TextPlace {
  readonly dy: number;
  readonly anchor: 'start' | 'end';
}

const line = 12;
const letter = 6.4;
const tries = [0, -line, line, -2 * line, 2 * line, -3 * line, 3 * line];

interface Placed {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

/** `points` in pixels of a picture `width` wide; each place is the first that is free, the first of all where none is. */
export function placeTexts(points: readonly { readonly x: number; readonly y: number; readonly text: string }[], width: number): TextPlace[] {
  const placed: Placed[] = [];
  return points.map(({ x, y, text }) => {
    const length = text.length * letter + 8;
    const anchor = x + length > width ? 'end' : 'start';
    const [left, right] = anchor === 'end' ? [x - length, x] : [x, x + length];
    const dy = tries.find((shift) => placed.every((other) => Math.abs(other.y - (y + shift)) >= line || other.right < left || other.left > right)) ?? 0;
    placed.push({ left, right, y: y + dy });
    return { dy, anchor };
  });
}
