import type { Watched } from './Workbench.ts';

/** A watched value that its owner sets. */
export class Watch<T> implements Watched<T> {
  #current: T;
  readonly #listeners = new Set<() => void>();

  constructor(current: T) {
    this.#current = current;
  }

  get current(): T {
    return this.#current;
  }

  set(next: T): void {
    this.#current = next;
    for (const listener of this.#listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
