import type { ParamValue } from '../../notebook/paramDeclaration.ts';
import { paramDeclarations } from '../../notebook/readParams.ts';
import { setFrontMatter, setParamDefault } from '../../notebook/setFrontMatter.ts';
import type { OpenNotebook } from './OpenNotebook.svelte.ts';

/** A parameter set by a control: its default in the front matter, where a standing parameter is declared on first use. */
export function setParam(open: OpenNotebook, name: string, value: ParamValue): void {
  const declaration = paramDeclarations(open.notebook).find((one) => one.name === name);
  if (!declaration) return;
  const declared = open.notebook.frontMatter.params.some((one) => one.name === name);
  open.tryEdit(declared ? setParamDefault(open.notebook, name, value) : setFrontMatter(open.notebook, ['params', name], { type: declaration.type, default: value }));
}
