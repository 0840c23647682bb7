import { done, fail, type Outcome } from '../database/outcome.ts';
import { splice } from './editNotebook.ts';
import { lineEndOf, withLineEnds } from './lineEnds.ts';
import type { Notebook } from './Notebook.ts';
import type { ParamValue } from './paramDeclaration.ts';
import { formatVersion } from './readFrontMatter.ts';
import type { YamlValue } from './readYaml.ts';
import { setYamlValue } from './setYamlValue.ts';

/** Sets one entry of the front matter (`['title']`, `['rules', 'E1']`); `undefined` removes it. A notebook without front matter gets one. */
export function setFrontMatter(notebook: Notebook, path: readonly (string | number)[], value: YamlValue | undefined): Outcome<Notebook> {
  const { span, yaml, line } = notebook.frontMatter;
  const eol = lineEndOf(notebook.source);
  const old = span ? notebook.source.slice(yaml.start, yaml.end) : `cubebook: ${formatVersion}${eol}`;
  const text = setYamlValue(old, path, value);
  if (!text.ok) return fail(text.error.kind, text.error.message, { ...text.error, line: (text.error.line ?? 1) + line - 1 });
  const lines = withLineEnds(text.value, eol);
  const ended = lines === '' || lines.endsWith(eol) ? lines : lines + eol;
  return done(splice(notebook, yaml.start, yaml.end, span ? ended : `---${eol}${ended}---${eol}${eol}`));
}

export function setParamDefault(notebook: Notebook, name: string, value: ParamValue): Outcome<Notebook> {
  return setFrontMatter(notebook, ['params', name, 'default'], value ?? undefined);
}
