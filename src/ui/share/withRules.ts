import type { RuleReport } from '../../base/Base.ts';
import type { Notebook } from '../../notebook/Notebook.ts';
import { setFrontMatter } from '../../notebook/setFrontMatter.ts';
import type { RuleFace } from '../Workbench.ts';

/** A notebook that carries the treatments in force where they are not the usual ones, so that it finds the same elsewhere. */
export function withRules(notebook: Notebook, reports: readonly RuleReport[], faces: readonly RuleFace[]): Notebook {
  return reports.reduce((written, { rule, treatment }) => {
    const usual = faces.find((face) => face.rule === rule)?.treatments[0]?.id;
    if (usual === undefined || treatment === usual || written.frontMatter.rules[rule] === treatment) return written;
    const changed = setFrontMatter(written, ['rules', rule], treatment);
    return changed.ok ? changed.value : written;
  }, notebook);
}
