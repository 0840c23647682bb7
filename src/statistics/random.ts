/** Numbers that repeat with their seed: xoshiro128** of Blackman and Vigna, seeded by splitmix32. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number) {
    let state = seed >>> 0;
    const next = (): number => {
      state = (state + 0x9e3779b9) >>> 0;
      let z = state;
      z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
      z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
      return (z ^ (z >>> 16)) | 0;
    };
    [this.#a, this.#b, this.#c, this.#d] = [next(), next(), next(), next()];
  }

  /** 32 random bits */
  bits(): number {
    const scrambled = Math.imul(this.#b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }

  /** uniform on [0, 1) */
  uniform(): number {
    return this.bits() / 4294967296;
  }

  /** uniform on 0 … bound − 1 */
  below(bound: number): number {
    return Math.floor(this.uniform() * bound);
  }

  /** puts the array into random order, in place */
  shuffle(array: { [index: number]: number; readonly length: number }): void {
    for (let last = array.length - 1; last > 0; last -= 1) {
      const other = this.below(last + 1);
      const kept = array[last] ?? 0;
      array[last] = array[other] ?? 0;
      array[other] = kept;
    }
  }
}
