/** Lets the page breathe within long work; false: the work is to be left. */
export type Rest = () => Promise<boolean>;

/** A rest that ends the work once the signal says so. */
export const restUnless = (signal: AbortSignal): Rest => async () => {
  await new Promise((resolve) => setTimeout(resolve));
  return !signal.aborted;
};
