/** Languages of the interface, of shipped notebooks and of header recognition. */
export const locales = ['en', 'ru', 'pl'] as const;

export type Locale = (typeof locales)[number];

/** A text in every language; declared beside what it names (traits, rules, cell kinds). */
export type Localised = Readonly<Record<Locale, string>>;

export const isLocale = (text: unknown): text is Locale => locales.some((locale) => locale === text);
