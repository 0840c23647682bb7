import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const types = {
  '.css': 'text/css',
  '.csv': 'text/csv',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/**
 * A plain static host on 127.0.0.1, without special headers, at the port or the next free one.
 * `path` is where the folder appears; `onRequest` hears of each request.
 */
export async function serveFolder(folder, { port = 0, path = '/', onRequest = () => undefined } = {}) {
  const server = createServer((request, response) => {
    onRequest(request.url ?? '');
    answer(folder, path, request, response).catch(() => response.writeHead(500).end());
  });
  const address = await listen(server, port);
  return {
    url: `http://127.0.0.1:${address}${path}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

async function answer(folder, path, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return response.writeHead(405).end();
  const asked = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
  const inside = asked.startsWith(path) ? normalize(join(folder, asked.slice(path.length))) : null;
  if (inside === null || (inside !== normalize(folder) && !inside.startsWith(normalize(folder + sep)))) return response.writeHead(404).end();
  const file = asked.endsWith('/') ? join(inside, 'index.html') : inside;
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'content-length': found.size });
  if (request.method === 'HEAD') return response.end();
  return createReadStream(file).pipe(response);
}

/** the port asked for, or one of the twenty after it */
function listen(server, port) {
  return new Promise((resolve, reject) => {
    let candidate = port;
    server.on('error', (error) => {
      if (error.code !== 'EADDRINUSE' || candidate >= port + 20) return reject(new Error(`no free port from ${port} on`, { cause: error }));
      candidate += 1;
      return server.listen(candidate, '127.0.0.1');
    });
    server.on('listening', () => resolve(server.address().port));
    server.listen(candidate, '127.0.0.1');
  });
}
