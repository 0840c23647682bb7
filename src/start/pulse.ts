/** A worker holds this lock for as long as it lives. The browser lets go of it however the worker ends, also where no error is told. */
export function holdPulse(name: string): Promise<void> {
  const locks: LockManager | undefined = navigator.locks;
  if (!locks) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const living = new Promise<never>(() => undefined);
    const held = (): Promise<never> => {
      resolve();
      return living;
    };
    locks.request(name, held).catch(reject);
  });
}

/** Tells when the worker that was asked to hold its pulse is gone. Where the browser has no locks, only its error event tells. */
export async function onSilence(ask: (name: string) => Promise<void>, tell: () => void): Promise<void> {
  const locks: LockManager | undefined = navigator.locks;
  if (!locks) return;
  const name = `cubebook pulse ${crypto.randomUUID()}`;
  await ask(name);
  await locks.request(name, tell);
}
