import type { Outcome } from './outcome.ts';

/**
 * Answers of a worker that end, at the latest, with its life. It listens to the death once, however many the answers:
 * a race of promises would hold on to every answer for as long as the worker lives.
 */
export class Lifeline {
  readonly #waiting = new Set<(failure: Outcome<never>) => void>();
  #dead: Outcome<never> | null = null;

  constructor(death: Promise<Outcome<never>>) {
    void death.then((failure) => {
      this.#dead = failure;
      for (const end of this.#waiting) end(failure);
      this.#waiting.clear();
    });
  }

  orDeath<T>(answer: Promise<Outcome<T>>): Promise<Outcome<T>> {
    if (this.#dead) return Promise.resolve(this.#dead);
    return new Promise((resolve, reject) => {
      this.#waiting.add(resolve);
      void answer.then(resolve, reject).finally(() => this.#waiting.delete(resolve));
    });
  }
}
