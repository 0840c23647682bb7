// npm test: every check of the project, two at a time, one line each; what a check printed is shown only when it failed.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, installCommand } from './find-chromium.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const output = join(root, 'tests', '.output');
const longest = 25 * 60_000;
const chromium = findChromium();
const wanted = process.argv.slice(2);

const checks = [
  { name: 'messages', command: ['npm', 'run', '--silent', 'messages'] },
  { name: 'svelte-check', command: ['svelte-check', '--fail-on-warnings', '--output', 'human'], after: ['messages'] },
  { name: 'build', command: ['vite', 'build', '--logLevel', 'warn'], after: ['messages'] },
  { name: 'journeys', tests: 'journeys', after: ['build'], inChromium: true },
  { name: 'types', command: ['tsc', '--noEmit'], after: ['messages'] },
  { name: 'engine tests', tests: 'engine', after: ['messages'] },
  { name: 'unit tests', tests: 'unit', after: ['messages'] },
  { name: 'browser tests', tests: 'browser', after: ['messages'], inChromium: true },
  { name: 'lint', command: ['oxlint'], after: ['messages'] },
  { name: 'import directions', command: ['depcruise', 'src', 'workers', 'tests', 'vite.config.ts', '--config', '.dependency-cruiser.cjs'], after: ['messages'] },
  { name: 'unused files and exports', command: ['knip', '--no-progress'], after: ['messages'] },
];

const unknown = wanted.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(`There is no check ${unknown.join(', ')}. Choose among: ${checks.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

mkdirSync(output, { recursive: true });
const tally = { passed: 0, failed: 0, skipped: 0 };
const waiting = checks.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const ended = new Map();
const running = new Map();

while (waiting.length > 0 || running.size > 0) {
  for (const check of waiting.slice()) {
    if (running.size >= 2) break;
    const before = (check.after ?? []).filter((name) => waiting.some((other) => other.name === name) || running.has(name));
    if (before.length > 0) continue;
    waiting.splice(waiting.indexOf(check), 1);
    running.set(check.name, perform(check).then((result) => report(check, result)));
  }
  await Promise.race(running.values());
}

if (tally.skipped > 0) console.log(`${tally.skipped} skipped`);
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed > 0 ? 1 : 0;

async function perform(check) {
  const broken = (check.after ?? []).find((name) => ended.get(name) === false);
  if (broken) return { ok: false, text: `not run: ${broken} failed` };
  if (check.inChromium && chromium === null) {
    const text = `no Chromium on this machine. Install it with: ${installCommand} (or set CHROMIUM_PATH).`;
    return process.env['CI'] === 'true' ? { ok: false, text } : { ok: true, skipped: text };
  }
  if (check.command) return run(check.command);
  const file = join(output, `${check.tests}.json`);
  rmSync(file, { force: true });
  const result = await run(['vitest', 'run', '--project', check.tests, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  return { ...result, counts: readCounts(file) };
}

/** Runs one program of the project to its end, or to the time limit. */
function run([program, ...words]) {
  const path = program === 'npm' ? 'npm' : join(root, 'node_modules', '.bin', program);
  return new Promise((resolve) => {
    const child = spawn(path, words, {
      cwd: root,
      shell: process.platform === 'win32',
      detached: process.platform !== 'win32',
      env: { ...process.env, FORCE_COLOR: '0', ...(chromium === null ? {} : { CHROMIUM_PATH: chromium }) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    const clock = setTimeout(() => {
      text += `\nstopped after ${longest / 60_000} minutes\n`;
      if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL');
      else process.kill(-child.pid, 'SIGKILL');
    }, longest);
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (piece) => (text += piece));
    child.on('error', (error) => {
      clearTimeout(clock);
      resolve({ ok: false, text: `${text}${program} could not be started: ${error.message}` });
    });
    child.on('close', (status) => {
      clearTimeout(clock);
      resolve({ ok: status === 0, text });
    });
  });
}

function readCounts(file) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(file, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
  } catch (error) {
    return { passed: 0, failed: 0, skipped: 0, unread: String(error) };
  }
}

/** One line; a check counts as one beside its tests, so that a run that breaks before its tests is not all green. */
function report(check, { ok, text, counts, skipped }) {
  running.delete(check.name);
  const good = ok && counts?.unread === undefined;
  ended.set(check.name, good);
  if (skipped !== undefined) {
    tally.skipped += 1;
    console.log(`skipped  ${check.name}: ${skipped}`);
    return;
  }
  tally.passed += (good ? 1 : 0) + (counts?.passed ?? 0);
  tally.failed += (good ? 0 : 1) + (counts?.failed ?? 0);
  tally.skipped += counts?.skipped ?? 0;
  const detail = counts ? ` (${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''})` : '';
  console.log(`${good ? 'ok      ' : 'FAILED  '} ${check.name}${detail}`);
  if (!good) console.log(`${text.trimEnd()}\n${counts?.unread ?? ''}`.trimEnd());
}
