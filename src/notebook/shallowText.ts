const containers = /^(?:[ \t]{0,3}(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))){21,}/gmu;
const indents = /^[ \t]{101,}(?=[^\s])/gmu;
const deepest = 20;

/**
 * The text with block nesting bounded, at equal length: markers and indentation beyond some depth become letters.
 * Markdown parsers take time and stack by depth; block positions outside such lines stay the same.
 */
export function shallowText(text: string): string {
  const flat = text.replaceAll(indents, (run) => run.slice(0, 100) + 'x'.repeat(run.length - 100));
  return flat.replaceAll(containers, (run) => {
    const markers = [...run.matchAll(/[ \t]*(?:>|[-*+]|\d{1,9}[.)])/gu)];
    const kept = markers[deepest - 1];
    const length = kept ? kept.index + kept[0].length : run.length;
    return run.slice(0, length) + run.slice(length).replaceAll(/[^\r\n]/gu, 'x');
  });
}
