/** Who reads the base, and who changes it: never both at once. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #left: Promise<unknown> = Promise.resolve();
  #changes: Promise<unknown> = Promise.resolve();

  /** One piece of work after the other: what changes the views for a moment must not be read by others meanwhile. */
  take<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#last.then(work);
    // a failure is told to whoever asked; the next turn comes all the same
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** What was told to stop and has not ended yet: whoever comes next waits for it. */
  leave(rest: Promise<unknown>): void {
    this.#left = bothEnded(this.#left, rest);
  }

  /** when cells may begin: nothing that was left is still at work, and nobody changes the base */
  async free(): Promise<void> {
    for (let [left, changes] = [this.#left, this.#changes]; ; [left, changes] = [this.#left, this.#changes]) {
      await Promise.all([left, changes]);
      if (left === this.#left && changes === this.#changes) return;
    }
  }

  /** Changes the base: no cell begins until it has changed. Those who read it must have been told to stop. */
  async change<Value>(work: () => Promise<Value>): Promise<Value> {
    let end: () => void = () => undefined;
    const changing = new Promise<void>((resolve) => (end = resolve));
    this.#changes = bothEnded(this.#changes, changing);
    try {
      // not within the turn: what was left may be waiting for one of its own
      await this.#left;
      return await this.take(work);
    } finally {
      end();
    }
  }
}

/** whatever came of them */
const bothEnded = async (one: Promise<unknown>, other: Promise<unknown>): Promise<void> => void (await Promise.allSettled([one, other]));
