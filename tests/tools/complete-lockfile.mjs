// Adds a stub for every optional package that the registry in reach does not offer for this platform,
// so that `npm ci` of npm 10 and 11 accepts the lockfile. Run after `npm install`.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const oses = ['darwin', 'linux', 'win32', 'android', 'freebsd', 'openharmony', 'sunos', 'aix', 'netbsd', 'openbsd'];
const cpus = ['arm64', 'x64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];

let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (lock.packages[`${path}/node_modules/${name}`] || lock.packages[`node_modules/${name}`]) continue;
    const parts = name.split(/[-/@]/);
    const os = oses.filter((candidate) => parts.includes(candidate));
    const cpu = cpus.filter((candidate) => parts.includes(candidate));
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(cpu.length ? { cpu } : {}),
      optional: true,
      ...(os.length ? { os } : {}),
      ...(parts.includes('musl') ? { libc: ['musl'] } : {}),
    };
    added += 1;
  }
}
// npm leaves these out when it rewrites a stub
for (const [path, entry] of Object.entries(lock.packages)) if (entry.optional && /-musl/.test(path)) entry.libc = ['musl'];
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} optional packages completed`);
