/**
 * Keeps one whole version of the app for work without a network: every file of the build, the engine and the sample client.
 * A page is served from the version that its service worker was built with, so versions never mix; the next one waits until the person takes it.
 */
export interface Files {
  readonly version: string;
  readonly paths: readonly string[];
}

// written in by the build (see vite.config.ts)
declare const __FILES__: Files;
const { version, paths } = __FILES__;

interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends LastingEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface ServiceScope {
  readonly registration: { readonly scope: string };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: LastingEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: Asked) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}
declare const self: ServiceScope;

const name = `cubebook ${version}`;
const addressOf = (path: string): string => new URL(path, self.registration.scope).href;
const known = new Set(paths.map(addressOf));

self.addEventListener('install', (event) => event.waitUntil(keepAll()));
self.addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
self.addEventListener('message', ({ data }) => {
  if (data === 'take over') void self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  url.search = '';
  url.hash = '';
  const address = request.mode === 'navigate' && url.href === self.registration.scope ? addressOf('index.html') : url.href;
  if (request.method === 'GET' && known.has(address)) event.respondWith(answer(address, request));
});

/** files that an older version kept under the same hashed name are taken over */
async function keepAll(): Promise<void> {
  const cache = await caches.open(name);
  for (const path of paths) {
    const address = addressOf(path);
    const kept = path.startsWith('assets/') ? await caches.match(address) : undefined;
    const response = kept ?? (await fetch(address, { cache: path.startsWith('assets/') ? 'default' : 'no-cache' }));
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    await cache.put(address, response);
  }
}

async function forgetOthers(): Promise<void> {
  for (const other of await caches.keys()) if (other.startsWith('cubebook ') && other !== name) await caches.delete(other);
}

async function answer(address: string, request: Request): Promise<Response> {
  const cache = await caches.open(name);
  return (await cache.match(address)) ?? fetch(request);
}
