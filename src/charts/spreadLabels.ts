const gap = 6;

/** Left edges of labels that stand centred on `places`, in order, moved apart where they would touch and kept within `width`. All in pixels. */
export function spreadLabels(places: readonly number[], widths: readonly number[], width: number): number[] {
  const lefts: number[] = [];
  for (const [index, place] of places.entries()) {
    const free = index === 0 ? 0 : (lefts[index - 1] ?? 0) + (widths[index - 1] ?? 0) + gap;
    lefts.push(Math.max(free, place - (widths[index] ?? 0) / 2));
  }
  let end = width;
  for (let index = lefts.length - 1; index >= 0; index -= 1) {
    const left = Math.min(lefts[index] ?? 0, end - (widths[index] ?? 0));
    lefts[index] = left;
    end = left - gap;
  }
  return lefts;
}
