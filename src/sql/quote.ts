/** The one way a name enters SQL: always quoted, quotes doubled. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** `"schema"."name"` */
export const quotePath = (...names: readonly string[]): string => names.map(quoteName).join('.');

/** A text literal. For values of the product's own; a person's values are bound as parameters. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
