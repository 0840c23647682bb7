const scales = 10;
const tooLarge = 2 ** 52;
const billionth = 1_000_000_000n;

/** Sums numbers of up to nine decimals to the last digit, without big integers on the way. */
export class ExactSum {
  /** units by scale, each flushed before it could lose a digit */
  readonly #units = new Float64Array(scales);
  #nano = 0n;

  /** `units` / 10^scale; what has more decimals than nine is left out, as it is everywhere. */
  add(units: number, scale: number): void {
    if (scale >= scales || !Number.isFinite(units)) return;
    const sum = (this.#units[scale] ?? 0) + units;
    this.#units[scale] = sum;
    if (sum > tooLarge || sum < -tooLarge) this.#flush(scale);
  }

  addSum(other: ExactSum): void {
    this.#nano += other.nano();
  }

  /** The sum in billionths. */
  nano(): bigint {
    for (let scale = 0; scale < scales; scale += 1) if (this.#units[scale] !== 0) this.#flush(scale);
    return this.#nano;
  }

  clear(): void {
    this.#units.fill(0);
    this.#nano = 0n;
  }

  #flush(scale: number): void {
    this.#nano += (BigInt(this.#units[scale] ?? 0) * billionth) / 10n ** BigInt(scale);
    this.#units[scale] = 0;
  }
}
