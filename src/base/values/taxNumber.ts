export const weighted = (digits: string, weights: readonly number[]): number => weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);

const inn10 = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const inn12 = [[7, ...inn10], [3, 7, ...inn10]] as const;
const nip = [6, 5, 7, 2, 3, 4, 5, 6, 7];

function isInn(digits: string): boolean {
  if (/^0+$/.test(digits)) return false;
  if (digits.length === 10) return (weighted(digits, inn10) % 11) % 10 === Number(digits[9]);
  return digits.length === 12 && inn12.every((weights, at) => (weighted(digits, weights) % 11) % 10 === Number(digits[10 + at]));
}

const isNip = (digits: string): boolean => digits.length === 10 && !/^0+$/.test(digits) && weighted(digits, nip) % 11 === Number(digits[9]);

/** Who runs no firm bills under the number of a person: a day of birth, a serial and a check digit. */
const isPesel = (digits: string): boolean => /^\d\d[0-3489]\d[0-3]\d{6}$/.test(digits) && (weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10) === 0 && !/^0+$/.test(digits);

/** Numbers of VAT payers by country: the form alone, but for Poland, whose number is the NIP. */
const vatForms = /^(AT U\d{8}|BE[01]\d{9}|BG\d{9,10}|CY\d{8}[A-Z]|CZ\d{8,10}|DE\d{9}|DK\d{8}|EE\d{9}|EL\d{9}|ES[A-Z\d]\d{7}[A-Z\d]|FI\d{8}|FR[A-Z\d]{2}\d{9}|HR\d{11}|HU\d{8}|IE\d[A-Z\d+*]\d{5}[A-Z]{1,2}|IT\d{11}|LT(\d{9}|\d{12})|LU\d{8}|LV\d{11}|MT\d{8}|NL\d{9}B\d{2}|PT\d{9}|RO\d{2,10}|SE\d{12}|SI\d{8}|SK\d{10})$/;

/** Which tax number a text is by its checksum or, for other countries of the Union, its form; null when it is none. */
export function taxNumberKind(text: string): 'inn' | 'nip' | 'pesel' | 'vat' | null {
  const plain = text.replace(/[\s.-]/g, '').toUpperCase();
  if (/^\d+$/.test(plain)) return isInn(plain) ? 'inn' : isNip(plain) ? 'nip' : isPesel(plain) ? 'pesel' : null;
  if (plain.startsWith('PL')) return isNip(plain.slice(2)) ? 'nip' : null;
  return vatForms.test(plain.replace(/^ATU/, 'AT U')) ? 'vat' : null;
}

/** A Russian tax number whose leading zero a spreadsheet took away, with it again; null when the checksum does not agree. */
export function withLeadingZero(text: string): string | null {
  const plain = text.trim();
  return (plain.length === 9 || plain.length === 11) && /^\d+$/.test(plain) && isInn(`0${plain}`) ? `0${plain}` : null;
}
