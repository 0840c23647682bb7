import { existsSync, readFileSync } from 'node:fs';
import { test } from 'vitest';

const shared = new URL('../../../shared/', import.meta.url);

/** a test on a file that is handed over beside the repository; skipped where it is not */
export const published = (path: string) => test.skipIf(!existsSync(new URL(path, shared)));

export const readShared = (path: string): string => readFileSync(new URL(path, shared), 'utf8');

/** columns of a plain CSV as text, quotes and byte-order mark taken off */
export function readColumns(path: string): Record<string, string[]> {
  const [head = '', ...lines] = readShared(path).replace(/^\uFEFF/, '').trim().split(/\r?\n/);
  const cells = lines.map((line) => line.split(','));
  const plain = (text: string): string => text.trim().replaceAll('"', '');
  return Object.fromEntries(head.split(',').map((name, at) => [plain(name), cells.map((row) => plain(row[at] ?? ''))]));
}

export const numbers = (texts: readonly string[] | undefined): Float64Array => Float64Array.from(texts ?? [], Number);

export const ones = (length: number): Float64Array => new Float64Array(length).fill(1);

/** correct significant digits: −log₁₀ of the relative error, or of the absolute one about zero */
export function digits(found: number | undefined, expected: number): number {
  const error = Math.abs((found ?? NaN) - expected) / (expected === 0 ? 1 : Math.abs(expected));
  return error === 0 ? 17 : -Math.log10(error);
}
