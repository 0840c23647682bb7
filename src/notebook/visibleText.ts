// Characters that show nothing and change how the rest reads: direction controls, zero-width marks, tags, C0 and C1.
const hiding = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

/** The text with hidden characters made visible as ⟦U+202E⟧. */
export const visibleText = (text: string): string => text.replaceAll(hiding, (character) => `⟦U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟧`);
