import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));

test('the build names no other host', () => {
  expect(files.length).toBeGreaterThan(40);
  const named = files.flatMap((file) => {
    const text = readFileSync(file, 'latin1');
    // what names an XML vocabulary is no address, and a name in .invalid can belong to nobody
    return [...text.matchAll(/(?:https?|wss?|ftp|s3):\/\/(?!www\.w3\.org\b|schemas\.openxmlformats\.org\b|schemas\.microsoft\.com\b|purl\.org\b)(?:[a-z0-9-]+\.)+(?!invalid\b)[a-z]{2,}/gi)].map(([address]) => `${file.slice(dist.length)} ${address}`);
  });
  expect(named).toEqual([]);
});

/** the script of the page with all that it imports before it runs */
function firstScripts(): string[] {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const waiting = [...html.matchAll(/<script[^>]+src="\.\/([^"]+)"/g)].map(([, path]) => path ?? '');
  const found = new Set<string>();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    for (const [, name] of readFileSync(join(dist, path), 'utf8').matchAll(/\b(?:import|from)\s*["']\.\/([^"']+\.js)["']/g)) waiting.push(`assets/${name}`);
  }
  return [...found];
}

test('the first script is small: the engine and all that stands behind the first picture come beside it', () => {
  const scripts = firstScripts();
  const bytes = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(dist, path)), { level: 9 }).length, 0);
  expect(scripts.length).toBeGreaterThan(1);
  expect(bytes).toBeLessThan(120_000);
});
