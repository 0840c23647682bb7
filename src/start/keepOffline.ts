interface ScriptPolicy {
  createScriptURL(address: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): ScriptPolicy;
}

const script = 'service.js';

/**
 * Registers the service worker and resolves once this version is kept whole for work without a network, or cannot be:
 * until then the network stays open. `onUpdate` is told of a newer version that waits, with the way to take it.
 */
export async function keepOffline(onUpdate: (take: () => void) => void): Promise<boolean> {
  if (!('serviceWorker' in navigator) || !isSecureContext) return false;
  try {
    const registration = await navigator.serviceWorker.register(trusted(new URL(script, document.baseURI).href));
    watchForUpdates(registration, onUpdate);
    return await settled(registration);
  } catch {
    // private windows and strict settings refuse it: the app works, though only online, and does not say otherwise
    return false;
  }
}

/** the version of this page is the active one, or the first that is being installed */
function settled({ active, installing }: ServiceWorkerRegistration): Promise<boolean> {
  if (active || !installing) return Promise.resolve(active !== null);
  return new Promise((resolve) => {
    installing.addEventListener('statechange', () => {
      if (installing.state === 'redundant') resolve(false);
      else if (installing.state !== 'installing') resolve(true);
    });
  });
}

function watchForUpdates(registration: ServiceWorkerRegistration, onUpdate: (take: () => void) => void): void {
  const offer = (waiting: ServiceWorker): void =>
    onUpdate(() => {
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
      waiting.postMessage('take over');
    });
  const follow = (worker: ServiceWorker): void =>
    worker.addEventListener('statechange', () => {
      if (worker.state === 'installed' && navigator.serviceWorker.controller) offer(worker);
    });
  if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
  if (registration.installing) follow(registration.installing);
  registration.addEventListener('updatefound', () => {
    if (registration.installing) follow(registration.installing);
  });
}

function trusted(address: string): string {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  if (!factory) return address;
  const policy = factory.createPolicy('service', {
    createScriptURL: (candidate) => {
      if (candidate === new URL(script, document.baseURI).href) return candidate;
      throw new TypeError(`${candidate} is not the service worker of the app`);
    },
  });
  return policy.createScriptURL(address);
}
