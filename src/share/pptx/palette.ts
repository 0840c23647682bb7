/** The colours of a deck, six hexadecimal digits each, light theme of the house unless the sender gives an accent. */
export interface DeckColours {
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly accent: string;
  /** seven steps from little to much, and the ink that reads on each */
  readonly steps: readonly { readonly fill: string; readonly ink: string }[];
  /** six classes and the rest */
  readonly classes: readonly string[];
}

const house = ['e7f6f7', 'afdfe0', '6fc2c9', '34a0b6', '0d7aa4', '15528e', '1c2d68'];
const classes = ['352d97', 'd4771a', '007575', '631435', '0098fb', '585300', '8a97a1'];

export function deckColours(accent: string | null): DeckColours {
  const ink = '0f1b26';
  const fills = accent === null ? house : [0.1, 0.25, 0.42, 0.6, 0.8, 1].map((part) => mix('ffffff', accent, part)).concat(mix(accent, '000000', 0.3));
  const steps = fills.map((fill) => ({ fill, ink: luminance(fill) > 0.36 ? ink : 'ffffff' }));
  return { ink, muted: '5b6b78', line: 'cfd8df', accent: accent ?? '15528e', steps, classes: accent === null ? ['0d7aa4', ...classes] : [accent, ...classes] };
}

const parts = (hex: string): readonly number[] => [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

export function mix(from: string, to: string, part: number): string {
  const other = parts(to);
  return parts(from)
    .map((value, index) => Math.round(value + ((other[index] ?? 0) - value) * part).toString(16).padStart(2, '0'))
    .join('');
}

/** relative luminance after WCAG 2 */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = parts(hex).map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
