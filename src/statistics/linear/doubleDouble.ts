/** A number as the unevaluated sum of two doubles: about 32 digits (Dekker 1971; Hida, Li & Bailey 2001). */
export type Double2 = readonly [high: number, low: number];

/** a + b exactly */
function twoSum(a: number, b: number): Double2 {
  const sum = a + b;
  const part = sum - a;
  return [sum, a - (sum - part) + (b - part)];
}

const splitter = 134217729;

/** a · b exactly, for |a|, |b| below 1e150 */
function twoProduct(a: number, b: number): Double2 {
  const product = a * b;
  const bigA = splitter * a;
  const highA = bigA - (bigA - a);
  const lowA = a - highA;
  const bigB = splitter * b;
  const highB = bigB - (bigB - b);
  const lowB = b - highB;
  return [product, highA * highB - product + highA * lowB + lowA * highB + lowA * lowB];
}

export function add2(a: Double2, b: Double2): Double2 {
  const [sum, error] = twoSum(a[0], b[0]);
  return twoSum(sum, error + a[1] + b[1]);
}

export function times2(a: Double2, b: Double2): Double2 {
  const [product, error] = twoProduct(a[0], b[0]);
  return twoSum(product, error + a[0] * b[1] + a[1] * b[0]);
}

export const negate2 = (a: Double2): Double2 => [-a[0], -a[1]];

export function divide2(a: Double2, b: Double2): Double2 {
  const first = a[0] / b[0];
  const rest = add2(a, negate2(times2(b, [first, 0])));
  const second = rest[0] / b[0];
  const last = add2(rest, negate2(times2(b, [second, 0])));
  return add2(twoSum(first, second), [last[0] / b[0], 0]);
}

export function root2(a: Double2): Double2 {
  if (a[0] <= 0) return [0, 0];
  const first = Math.sqrt(a[0]);
  const rest = add2(a, negate2(twoProduct(first, first)));
  return twoSum(first, rest[0] / (2 * first));
}

/** A vector of such numbers: high parts and low parts. */
export interface Vector2 {
  readonly high: Float64Array;
  readonly low: Float64Array;
}

export function dot2(a: Vector2, b: Vector2): Double2 {
  let sum = 0;
  let rest = 0;
  const { high: ah, low: al } = a;
  const { high: bh, low: bl } = b;
  for (let i = 0; i < ah.length; i += 1) {
    const x = ah[i] ?? 0;
    const y = bh[i] ?? 0;
    const product = x * y;
    const bigX = splitter * x;
    const highX = bigX - (bigX - x);
    const lowX = x - highX;
    const bigY = splitter * y;
    const highY = bigY - (bigY - y);
    const lowY = y - highY;
    const productError = highX * highY - product + highX * lowY + lowX * highY + lowX * lowY;
    const total = sum + product;
    const part = total - sum;
    rest += sum - (total - part) + (product - part) + productError + x * (bl[i] ?? 0) + (al[i] ?? 0) * y;
    sum = total;
  }
  return twoSum(sum, rest);
}

/** target −= factor · v */
export function subtract2(target: Vector2, factor: Double2, v: Vector2): void {
  const [fh, fl] = factor;
  const bigF = splitter * fh;
  const highF = bigF - (bigF - fh);
  const lowF = fh - highF;
  const { high: th, low: tl } = target;
  const { high: vh, low: vl } = v;
  for (let i = 0; i < th.length; i += 1) {
    const y = vh[i] ?? 0;
    const product = fh * y;
    const bigY = splitter * y;
    const highY = bigY - (bigY - y);
    const lowY = y - highY;
    const productError = highF * highY - product + highF * lowY + lowF * highY + lowF * lowY + fh * (vl[i] ?? 0) + fl * y;
    const old = th[i] ?? 0;
    const sum = old - product;
    const part = sum - old;
    const rest = old - (sum - part) - (product + part) + (tl[i] ?? 0) - productError;
    const high = sum + rest;
    th[i] = high;
    tl[i] = rest - (high - sum);
  }
}

/** v /= divisor */
export function divideVector2(v: Vector2, divisor: Double2): void {
  const inverse = divide2([1, 0], divisor);
  for (let i = 0; i < v.high.length; i += 1) {
    const [high, low] = times2([v.high[i] ?? 0, v.low[i] ?? 0], inverse);
    v.high[i] = high;
    v.low[i] = low;
  }
}
