import { locales, type Locale } from '../messages/locale.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';

export type Command =
  | { readonly command: 'run'; readonly notebook: string; /** null: the notebook is a bundle, which brings its own */ readonly data: string | null; readonly params: Readonly<Record<string, string>>; readonly out: string | null; readonly html: string | null; readonly engine: 'native' | 'wasm' }
  | { readonly command: 'check'; readonly notebook: string }
  | { readonly command: 'inspect'; readonly data: string }
  | { readonly command: 'prepare'; /** own notebooks; none: the shipped ones */ readonly notebooks: readonly string[]; readonly data: string; readonly out: string; readonly memory: string; readonly keepRows: number; readonly languages: readonly Locale[]; readonly work: string | null }
  | { readonly command: 'compare'; readonly before: string; readonly now: string; readonly out: string | null }
  | { readonly command: 'help' };

export const usage = `cubebook run NOTEBOOK.md|BUNDLE.zip --data DIR [--param name=value]… [--out RESULT.json] [--html REPORT.html] [--engine native|wasm]
                                    a bundle brings its own data
cubebook check NOTEBOOK.md          parse and validate only
cubebook inspect --data DIR         what each file is taken for, as JSON
cubebook prepare --data DIR --out BASE.zip [NOTEBOOK.md]… [--lang en|ru|pl]… [--memory 4GB] [--keep-rows 1000000] [--work DIR]
                                    computes what the notebooks (the shipped ones unless named) need of more lines than a browser
                                    holds, and writes it as one file that the browser opens; the lines stay here
cubebook compare BEFORE NOW [--out DIFFERENCE.json]
                                    two results (RESULT.json or bundles) of one notebook: what moved, per segment and client`;

/** a bundle is an archive; a notebook is a text */
export const isBundle = (file: string): boolean => /\.zip$/iu.test(file);

const options = new Set(['--data', '--param', '--out', '--html', '--engine', '--memory', '--keep-rows', '--lang', '--work']);

/** The command line, parsed strictly: what is not understood is refused with what was expected. */
export function parseArguments(words: readonly string[]): Outcome<Command> {
  const [command, ...rest] = words;
  if (command === undefined || command === 'help' || command === '--help' || command === '-h') return done({ command: 'help' });
  const given = new Map<string, string[]>();
  const plain: string[] = [];
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index] ?? '';
    if (!word.startsWith('--')) {
      plain.push(word);
      continue;
    }
    const [name = '', inline] = word.split(/=(.*)/s);
    if (!options.has(name)) return refuse(`the option ${name} does not exist`);
    const value = inline ?? rest[(index += 1)];
    if (value === undefined) return refuse(`${name} needs a value`);
    given.set(name, [...(given.get(name) ?? []), value]);
  }
  const only = (name: string): string | null => given.get(name)?.at(-1) ?? null;
  switch (command) {
    case 'run': {
      const [notebook, ...more] = plain;
      const data = only('--data');
      const engine = only('--engine') ?? 'native';
      if (notebook === undefined || more.length > 0) return refuse('run needs one notebook file');
      if (data === null && !isBundle(notebook)) return refuse('run needs --data DIR');
      if (engine !== 'native' && engine !== 'wasm') return refuse(`--engine is native or wasm, not ${engine}`);
      const params: Record<string, string> = {};
      for (const assignment of given.get('--param') ?? []) {
        const at = assignment.indexOf('=');
        if (at < 1) return refuse(`--param is name=value, not ${assignment}`);
        params[assignment.slice(0, at)] = assignment.slice(at + 1);
      }
      return done({ command, notebook, data, params, out: only('--out'), html: only('--html'), engine });
    }
    case 'check': {
      const [notebook, ...more] = plain;
      if (notebook === undefined || more.length > 0) return refuse('check needs one notebook file');
      return done({ command, notebook });
    }
    case 'inspect': {
      const data = only('--data') ?? plain[0];
      if (data === undefined) return refuse('inspect needs --data DIR');
      return done({ command, data });
    }
    case 'prepare': {
      const [data, out] = [only('--data'), only('--out')];
      if (data === null || out === null) return refuse('prepare needs --data DIR and --out BASE.zip');
      const memory = only('--memory') ?? '4GB';
      if (!/^\d+(\.\d+)? ?[MG]i?B$/u.test(memory)) return refuse(`--memory is a size such as 4GB, not ${memory}`);
      const keepRows = Number(only('--keep-rows') ?? 1_000_000);
      if (!Number.isSafeInteger(keepRows) || keepRows < 0) return refuse('--keep-rows is a number of rows');
      const asked = given.get('--lang') ?? [];
      const odd = asked.find((language) => !locales.some((known) => known === language));
      if (odd !== undefined) return refuse(`--lang is ${locales.join(', ')}, not ${odd}`);
      return done({ command, notebooks: plain, data, out, memory, keepRows, languages: locales.filter((known) => asked.length === 0 || asked.includes(known)), work: only('--work') });
    }
    case 'compare': {
      const [before, now, ...more] = plain;
      if (before === undefined || now === undefined || more.length > 0) return refuse('compare needs two results');
      return done({ command, before, now, out: only('--out') });
    }
    default:
      return refuse(`the command ${command} does not exist`);
  }
}

const refuse = (message: string): Outcome<never> => fail('options', message, { hint: `Use:\n${usage}` });
