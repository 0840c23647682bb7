/** Most significant digits that a value of the column is written with: its own precision, which no method can exceed. */
export function writtenDigits(column: Float64Array): number {
  let most = 0;
  for (const value of column) {
    const [mantissa = ''] = String(Math.abs(value)).split('e');
    const plain = mantissa.replace('.', '').replace(/^0+/, '');
    most = Math.max(most, mantissa.includes('.') ? plain.length : plain.replace(/0+$/, '').length);
    if (most >= 16) return most;
  }
  return most;
}
