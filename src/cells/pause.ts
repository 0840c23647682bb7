/** Long computations give way to the page now and then, and end when they are stopped. */
export class Pacer {
  readonly #signal: AbortSignal | undefined;
  #last = performance.now();

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  get stopped(): boolean {
    return this.#signal?.aborted ?? false;
  }

  /** false when the person has stopped the work */
  async step(): Promise<boolean> {
    if (performance.now() - this.#last > 30) {
      await new Promise((resolve) => setTimeout(resolve));
      this.#last = performance.now();
    }
    return !this.stopped;
  }
}
