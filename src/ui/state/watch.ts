import { createSubscriber } from 'svelte/reactivity';
import type { Watched } from '../Workbench.ts';

/** Reads a watched value inside components: what shows it follows its changes. */
export function watch<T>(watched: Watched<T>): { readonly current: T } {
  const subscribe = createSubscriber((update) => watched.subscribe(update));
  return {
    get current() {
      subscribe();
      return watched.current;
    },
  };
}
