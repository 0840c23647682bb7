/** Steps of an immutable document: what undo and redo walk along. */
export class History<T> {
  readonly #past: readonly T[];
  readonly #future: readonly T[];
  readonly present: T;

  private constructor(past: readonly T[], present: T, future: readonly T[]) {
    this.#past = past;
    this.present = present;
    this.#future = future;
  }

  static of<T>(present: T): History<T> {
    return new History<T>([], present, []);
  }

  /** steps as they were kept, oldest first */
  static restore<T>(past: readonly T[], present: T, future: readonly T[]): History<T> {
    return new History(past.slice(-mostSteps), present, future.slice(0, mostSteps));
  }

  get past(): readonly T[] {
    return this.#past;
  }

  /** what was undone, nearest first */
  get future(): readonly T[] {
    return this.#future;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** a new step; what was undone is forgotten */
  push(next: T): History<T> {
    return Object.is(next, this.present) ? this : new History([...this.#past, this.present].slice(-mostSteps), next, []);
  }

  /** changes the newest step in place: typing in one block is one step, not one per letter */
  amend(next: T): History<T> {
    return new History(this.#past, next, []);
  }

  /** the same step in another form */
  settle(present: T): History<T> {
    return new History(this.#past, present, this.#future);
  }

  undo(): History<T> {
    const previous = this.#past.at(-1);
    return previous === undefined ? this : new History(this.#past.slice(0, -1), previous, [this.present, ...this.#future]);
  }

  redo(): History<T> {
    const [next, ...rest] = this.#future;
    return next === undefined ? this : new History([...this.#past, this.present], next, rest);
  }
}

const mostSteps = 500;
