/**
 * Text that no spreadsheet program takes for a formula: a leading apostrophe before `= + - @`, tab, CR, LF and their full-width forms
 * (OWASP ASVS 1.2.10). For CSV, where a cell has no type; in XLSX a text cell is text.
 */
export const safeText = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/u.test(text) ? `'${text}` : text);

/** Characters that XML 1.0 cannot hold become spaces. */
export const xmlText = (text: string): string => text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu, ' ');
