// npm run trust:mutations: takes each defence away in turn and sees that its test fails without it. The files are put back as they were.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * name, file, what stands there, what would be left without the defence, and the tests that must notice
 * @type {readonly (readonly [string, string, string, string, readonly string[]])[]}
 */
const defences = [
  ['YAML: aliases', 'src/notebook/readYaml.ts', 'if (isAlias(node)) found', 'if (isAlias(node) && found) found', ['src/notebook']],
  ['links: https alone', 'src/notebook/proseTree.ts', "if (!/^https:\\/\\//iu.test(address) || !URL.canParse(address)) return null;", 'if (!URL.canParse(address)) return address;', ['src/notebook']],
  ['links: protocol checked', 'src/notebook/proseTree.ts', "return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : null;", 'return url.href;', ['src/notebook']],
  ['SQL that destroys: one statement', 'src/sql/readOnly.ts', "if (second) return refuse(", "if (second && body.length === 0) return refuse(", ['src/sql']],
  ['SQL that destroys: queries alone', 'src/sql/readOnly.ts', 'if (!readers.has(verb.text.toLowerCase()))', 'if (readers.size === 0)', ['src/sql']],
  ['decompression bombs', 'src/files/inflate.ts', 'given > taken * limits.ratio', 'given > taken * limits.ratio * 1e9', ['src/files/inflate.test.ts']],
  ['formulas in exports', 'src/share/safeText.ts', "`'${text}`", 'text', ['src/share']],
  ['small counts', 'src/share/suppressSmall.ts', 'export function suppressSmall(rows: readonly CountedRow[], least: number): ReadonlySet<number> {', 'export function suppressSmall(rows: readonly CountedRow[], least: number): ReadonlySet<number> {\n  if (least >= 0) return new Set();', ['src/share']],
  ['torn text is noticed', 'src/storage/NotebookStore.ts', 'record.success && record.output.sum === checksum(record.output.text)', 'record.success', ['src/storage']],
  ['two tabs', 'src/storage/NotebookStore.ts', 'present.success && present.output.version !== notebook.version', 'present.success && present.output.version < 0', ['src/storage']],
  ['base kept wholly or not at all', 'src/storage/BaseStore.ts', "this.#vault.transact('write', async (transaction) => {\n        await transaction.clear('files');", "this.#vault.transact('write', async (transaction) => {\n        await this.#vault.transact('write', (alone) => alone.clear('files'));\n        await transaction.clear('files');", ['src/storage']],
  ['checkpoints stay', 'src/storage/NotebookStore.ts', 'if (record === null || record.name === null)', 'if (record !== undefined)', ['src/storage']],
  ['a file changed elsewhere', 'src/ui/notebookFile.ts', 'return !read.ok || read.value.text !== known;', 'return !read.ok;', ['src/ui/notebookFile.test.ts']],
  ['a load that hears no Stop', 'src/start/ImportClient.ts', 'setTimeout(() => life.end(stopped), graceMilliseconds)', 'setTimeout(() => undefined, graceMilliseconds)', ['src/start/ImportClient.test.ts']],
  ['an engine takes what waits for it along', 'src/start/EngineHost.ts', 'tell(failure);\n', 'if (ended !== true) tell(failure);\n', ['src/start/EngineHost.test.ts']],
  ['an engine that goes without a word', 'src/start/EngineHost.ts', "void onSilence(api.pulse, () => die(''));", 'void onSilence(api.pulse, () => undefined);', ['src/start/EngineHost.test.ts']],
  ['files over which reading died', 'src/start/BrowserReview.ts', 'this.#files = this.#files.filter(({ name }) => known.has(name));', 'this.#files = this.#files.filter(({ name }) => known.size >= 0 || name === "");', ['src/start/BrowserReview.test.ts']],
  ['cells of two bases at once', 'src/session/NotebookSession.ts', 'if (this.#free && !(await freeOrStopped', 'if (this.#free && signal.aborted && !(await freeOrStopped', ['src/start/BrowserRun.test.ts']],
  ['signs that hide', 'src/notebook/visibleText.ts', 'text.replaceAll(hiding,', "text.replaceAll(/\\u0000/gu,", ['tests/unit/hostileNotebooks.test.ts']],
  ['preview names columns', 'src/start/readsOf.ts', "(kind.body === 'sql' && takesAll(block.body))", 'false', ['src/start/readsOf.test.ts']],
];

const touched = [...new Set(defences.map(([, file]) => file))];
if (execFileSync('git', ['status', '--porcelain', '--', ...touched], { cwd: root, encoding: 'utf8' }).trim() !== '') {
  process.stderr.write('Some of the files have changes that are not committed; commit them first.\n');
  process.exit(2);
}

let unnoticed = 0;
for (const [name, file, stands, left, tests] of defences) {
  const path = `${root}/${file}`;
  const text = readFileSync(path, 'utf8');
  if (!text.includes(stands)) {
    unnoticed += 1;
    process.stdout.write(`NOT FOUND  ${name}: ${file} has changed; say here what the defence is now\n`);
    continue;
  }
  try {
    writeFileSync(path, text.replace(stands, () => left));
    const { status, stdout } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--reporter=json', '--testTimeout=20000', ...tests], { cwd: root, encoding: 'utf8', timeout: 300_000 });
    const failed = status === 0 ? [] : (JSON.parse(stdout.slice(stdout.indexOf('{'))).testResults ?? []).flatMap(({ assertionResults }) => assertionResults.filter((one) => one.status === 'failed').map(({ title }) => title));
    if (failed.length === 0) unnoticed += 1;
    process.stdout.write(failed.length === 0 ? `UNNOTICED  ${name}\n` : `noticed    ${name}: ${failed[0]}${failed.length > 1 ? ` and ${failed.length - 1} more` : ''}\n`);
  } finally {
    writeFileSync(path, text);
  }
}
process.stdout.write(`${defences.length - unnoticed} of ${defences.length} noticed\n`);
process.exitCode = unnoticed > 0 ? 1 : 0;
