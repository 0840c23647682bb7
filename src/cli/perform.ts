import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectFiles } from '../base/inspectFiles.ts';
import { canonicalTables } from '../base/schema.ts';
import { cellKinds } from '../cells/kinds.ts';
import { fail, done, type Failure, type Outcome } from '../database/outcome.ts';
import type { Cell, Notebook } from '../notebook/Notebook.ts';
import { parseCellBody } from '../notebook/parseCellBody.ts';
import { parseNotebook } from '../notebook/parseNotebook.ts';
import { readParams } from '../notebook/readParams.ts';
import { decodeNotebook } from '../notebook/serializeNotebook.ts';
import { vocabularyOf } from '../session/NotebookSession.ts';
import { differenceOf, type ReadableResult } from '../share/compare/compareResults.ts';
import { readResult } from '../share/compare/readResult.ts';
import { isBundle, usage, type Command } from './arguments.ts';
import { complain } from './complain.ts';
import { prepareBase, type PreparedNotebook } from './prepare/prepareBase.ts';
import { shippedTexts } from './prepare/shippedTexts.ts';
import { readBundleFile } from './readBundleFile.ts';
import { readData } from './readData.ts';
import { runNotebook } from './runNotebook.ts';

/** Does what the command asks for: the exit status, 0 where all cells are done and 1 where one failed. */
export async function perform(command: Command): Promise<Outcome<number>> {
  switch (command.command) {
    case 'help':
      process.stdout.write(`${usage}\n`);
      return done(0);
    case 'check': {
      const notebook = await readNotebook(command.notebook);
      if (!notebook.ok) return notebook;
      const cells = notebook.value.blocks.filter((block) => block.type === 'cell');
      process.stdout.write(`${command.notebook}: ${cells.length} cells, no error\n`);
      return done(0);
    }
    case 'inspect': {
      const data = await readData(command.data);
      if (!data.ok) return data;
      process.stdout.write(`${JSON.stringify({ cubebook: 1, inputs: await inspectFiles(data.value.files, data.value.mapping) }, null, 2)}\n`);
      return done(0);
    }
    case 'prepare':
      return prepare(command);
    case 'compare': {
      const before = await readResultFile(command.before);
      if (!before.ok) return before;
      const now = await readResultFile(command.now);
      if (!now.ok) return now;
      const difference = `${JSON.stringify(differenceOf(before.value, now.value), null, 1)}\n`;
      if (command.out === null) process.stdout.write(difference);
      else await writeFile(command.out, difference);
      return done(0);
    }
    case 'run': {
      const asked = isBundle(command.notebook) ? await readBundleFile(command.notebook) : null;
      if (asked !== null && !asked.ok) return asked;
      const notebook = asked === null ? await readNotebook(command.notebook) : validate(asked.value.notebook, command.notebook);
      if (!notebook.ok) return notebook;
      const data = command.data !== null ? await readData(command.data) : done(asked?.value.data ?? { files: [], mapping: { files: {} } });
      if (!data.ok) return data;
      const run = await runNotebook(notebook.value, data.value, command);
      if (!run.ok) return run;
      const text = `${JSON.stringify(run.value.result, null, 1)}\n`;
      if (command.out === null) process.stdout.write(command.html === null ? text : '');
      else await writeFile(command.out, text);
      if (command.html !== null) await writeFile(command.html, run.value.html());
      for (const cell of run.value.result.cells) if (cell.error) complain(cell.error, `cell ${cell.id}`);
      return done(run.value.result.cells.every(({ status }) => status === 'done') ? 0 : 1);
    }
  }
}

async function prepare(command: Extract<Command, { command: 'prepare' }>): Promise<Outcome<number>> {
  const data = await readData(command.data);
  if (!data.ok) return data;
  const notebooks: PreparedNotebook[] = [];
  for (const file of command.notebooks) {
    const notebook = await readNotebook(file);
    if (!notebook.ok) return notebook;
    notebooks.push({ name: file, texts: [notebook.value] });
  }
  const work = await mkdtemp(join(command.work ?? tmpdir(), 'cubebook-'));
  // as large as the lines: not to be left behind
  process.once('SIGINT', () => {
    rmSync(work, { recursive: true, force: true });
    process.exit(130);
  });
  try {
    const tell = (line: string): void => void process.stderr.write(`${line}\n`);
    const prepared = await prepareBase(data.value, notebooks.length > 0 ? notebooks : shippedTexts(command.languages), { out: command.out, work, memoryLimit: command.memory, keepRows: command.keepRows, slowMilliseconds: 1_000, tell });
    if (!prepared.ok) return prepared;
    for (const failed of prepared.value.failed) process.stderr.write(`cubebook: ${failed}\n`);
    process.stdout.write(`${JSON.stringify({ ...prepared.value, peakMemory: process.resourceUsage().maxRSS * 1024 }, null, 2)}\n`);
    return done(0);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function readResultFile(file: string): Promise<Outcome<ReadableResult>> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) return fail('input', `there is no file ${file}`, { hint: 'Give the path of a RESULT.json or of a bundle (.zip).' });
  return readResult(new Blob([bytes]), file);
}

/** A notebook whose every error is told; the first of them is why it cannot be used. */
async function readNotebook(file: string): Promise<Outcome<Notebook>> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) return fail('input', `there is no file ${file}`, { hint: 'Give the path of a notebook (.md).' });
  const text = decodeNotebook(bytes);
  return text.ok ? validate(text.value, file) : text;
}

function validate(text: string, file: string): Outcome<Notebook> {
  const notebook = parseNotebook(text, vocabularyOf(cellKinds, canonicalTables));
  const errors: Failure[] = notebook.problems.filter(({ severity }) => severity === 'error');
  const params = readParams(notebook);
  if (!params.ok) errors.push(params.error);
  else {
    for (const cell of notebook.blocks.filter((block): block is Cell => block.type === 'cell' && block.known)) {
      const kind = cellKinds.get(cell.kind);
      const options = kind?.body === 'yaml' ? parseCellBody(cell, kind.schema, params.value) : null;
      if (options && !options.ok) errors.push(options.error);
    }
  }
  for (const problem of errors.slice(1)) complain(problem, file);
  const [first] = errors;
  return first ? { ok: false, error: { ...first, message: `${file}: ${first.message}` } } : done(notebook);
}
