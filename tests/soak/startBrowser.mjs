import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright';
import { chromiumArguments, findChromium } from '../tools/find-chromium.mjs';

/** Chromium with a profile on disk, as a process that can be killed with all its children. */
export async function startBrowser(profile, more = []) {
  const executable = findChromium();
  if (executable === null) throw new Error('there is no Chromium on this machine');
  const child = spawn(executable, [...chromiumArguments, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--no-default-browser-check', '--hide-crash-restore-bubble', ...more, 'about:blank'], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const address = await new Promise((resolve, reject) => {
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (piece) => {
      told += piece;
      const found = /DevTools listening on (ws:\S+)/.exec(told);
      if (found) resolve(found[1]);
    });
    void ended.then(() => reject(new Error(`Chromium did not start: ${told.slice(-500)}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  return {
    pid: child.pid,
    context,
    page: context.pages()[0] ?? (await context.newPage()),
    /** most memory that any of its processes held at once; 0 where the system does not tell */
    peakBytes: () => Math.max(0, ...descendants(child.pid).map((pid) => Number(/^VmHWM:\s+(\d+) kB/m.exec(readStatus(pid))?.[1] ?? 0) * 1024)),
    async close() {
      await browser.close();
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
      await ended;
    },
    async kill() {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch (error) {
        if (error.code !== 'ESRCH') throw error;
      }
      await ended;
    },
  };
}

function descendants(pid) {
  const parents = new Map(processes().map((id) => [id, Number(/^PPid:\s+(\d+)/m.exec(readStatus(id))?.[1] ?? 0)]));
  const found = [];
  for (const [id] of parents) for (let at = id; at; at = parents.get(at)) if (parents.get(at) === pid) found.push(id);
  return found;
}

function processes() {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
  } catch {
    return [];
  }
}

function readStatus(pid) {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
