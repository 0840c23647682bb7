/**
 * Text that no spreadsheet program takes for a formula: a leading apostrophe before `= + - @`, tab, CR, LF and their full-width forms
 * (OWASP ASVS 1.2.10). For CSV, where a cell has no type; in XLSX a text cell is text.
 */
export const safeText = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/u.test(text) ? `'${text}` : text);
