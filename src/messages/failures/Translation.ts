/** One sentence of a failure as the code says it in English, with `{}` for what it names, and the same in Russian and Polish, whose holes say which value they take: `{0}`, `{1}` … */
export type Translation = readonly [en: string, ru: string, pl: string];
