import { weighted } from './taxNumber.ts';

const regon9 = [8, 9, 2, 3, 4, 5, 6, 7];
const regon14 = [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8];

const isRegon = (digits: string, weights: readonly number[]): boolean => (weighted(digits, weights) % 11) % 10 === Number(digits[weights.length]);

/**
 * Which number of a register of firms a text is, by its check digit: such a number looks like a tax number and is none.
 * The Polish KRS has no check digit, and is known by its header alone.
 */
export function registryNumberKind(text: string): 'ogrn' | 'ogrnip' | 'regon' | null {
  const plain = text.replace(/[\s-]/g, '');
  if (!/^[1-9]\d*$|^0\d{8}$|^0\d{13}$/.test(plain)) return null;
  if (plain.length === 13) return (Number(plain.slice(0, 12)) % 11) % 10 === Number(plain[12]) ? 'ogrn' : null;
  if (plain.length === 15) return (Number(plain.slice(0, 14)) % 13) % 10 === Number(plain[14]) ? 'ogrnip' : null;
  if (plain.length === 9) return isRegon(plain, regon9) ? 'regon' : null;
  return plain.length === 14 && isRegon(plain, regon9) && isRegon(plain, regon14) ? 'regon' : null;
}
