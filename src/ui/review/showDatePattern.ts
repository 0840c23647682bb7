/** A strftime pattern as people write it; `letters` are those of day, month and year in the language, e.g. "дмг". */
export function showDatePattern(pattern: string, letters: string): string {
  const [day = 'd', month = 'm', year = 'y'] = letters;
  const parts: Readonly<Record<string, string>> = { d: day.repeat(2), m: month.repeat(2), Y: year.repeat(4), y: year.repeat(2), b: month.repeat(3), B: month.repeat(4) };
  return pattern.replaceAll(/%-?([a-zA-Z])/gu, (whole, letter: string) => parts[letter] ?? whole);
}
