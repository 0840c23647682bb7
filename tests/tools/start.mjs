// npm start: installs what is missing, builds what is stale, serves the app. Needs Node and nothing else.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveFolder } from './serve-folder.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const at = (...names) => join(root, ...names);
const onWindows = process.platform === 'win32';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) stop(`Cubebook needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer one from https://nodejs.org.`);

if (changedAt(at('node_modules', '.package-lock.json')) < changedAt(at('package-lock.json'))) {
  console.log('Installing the packages…');
  run('npm', ['ci', '--no-audit', '--no-fund'], { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' });
}
const sources = ['src', 'workers', 'notebooks', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'];
if (changedAt(at('dist', 'index.html')) < Math.max(...sources.map((name) => newest(at(name))))) {
  console.log('Building…');
  run(process.execPath, [at('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn']);
}
const { url } = await serveFolder(at('dist'), { port: 4173 });
console.log(`Cubebook      ${url}\nSample client ${url}#/sample\nStop with Ctrl+C.`);

function run(command, words, environment = {}) {
  const { status, error } = spawnSync(command, words, { cwd: root, stdio: 'inherit', shell: onWindows && command === 'npm', env: { ...process.env, ...environment } });
  if (error) stop(`${command} could not be started: ${error.message}`);
  if (status !== 0) stop(`${command} ${words.join(' ')} ended with ${status}; see above.`);
}

function changedAt(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

/** when the newest file under the path was changed, without what is generated */
function newest(path) {
  if (path === at('src', 'messages', 'compiled') || !existsSync(path)) return 0;
  if (!statSync(path).isDirectory()) return changedAt(path);
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
