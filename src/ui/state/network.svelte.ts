/**
 * What this page and its workers did after the network was closed, as the browser saw it: the indicator tells this and nothing else.
 * `open`: the app still fetches its own parts. `closed`: nothing was asked for since.
 * `refused`: something was tried and the policy stopped it. `left`: a request was made all the same.
 */
export type NetworkState = 'open' | 'closed' | 'refused' | 'left';

class Network {
  #closed = $state(false);
  #refused = $state(0);
  #left = $state(0);

  get state(): NetworkState {
    if (this.#left > 0) return 'left';
    if (!this.#closed) return 'open';
    return this.#refused > 0 ? 'refused' : 'closed';
  }

  get refused(): number {
    return this.#refused;
  }

  get left(): number {
    return this.#left;
  }

  /** from now on every request is one too many */
  watch(): void {
    this.#closed = true;
    const since = performance.now();
    let last = { attempt: '', at: 0 };
    document.addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective, timeStamp }) => {
      const attempt = `${effectiveDirective} ${blockedURI}`;
      // the page has two policies, and one attempt offends both
      if (attempt !== last.attempt || timeStamp - last.at > 100) this.#refused += 1;
      last = { attempt, at: timeStamp };
    });
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries()) if (startTime > since && /^(?:https?|wss?):/u.test(name)) this.#count(name);
    }).observe({ type: 'resource' });
  }

  /** a request that the policy refused is listed too, without having gone anywhere */
  #count(address: string): void {
    const [entry] = performance.getEntriesByName(address).slice(-1);
    if (entry instanceof PerformanceResourceTiming && (entry.responseStart > 0 || entry.transferSize > 0)) this.#left += 1;
  }
}

export const network = new Network();
