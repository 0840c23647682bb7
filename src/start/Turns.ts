/** One piece of work after the other: what changes the views for a moment must not be read by others meanwhile. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#last.then(work);
    // a failure is told to whoever asked; the next turn comes all the same
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
