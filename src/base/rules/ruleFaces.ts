import type { Localised } from '../../messages/locale.ts';
import { rules } from './rules.ts';
import { settledAtLoad } from './settledAtLoad.ts';

interface RuleFace {
  readonly rule: string;
  readonly label: Localised;
  /** first one is the default */
  readonly treatments: readonly { readonly id: string; readonly label: Localised }[];
}

const numberOf = (id: string): number => Number(id.slice(1));

/** Every rule as the interface shows it, in the order of the methods. */
export const ruleFaces: readonly RuleFace[] = [...rules, ...settledAtLoad]
  .map((rule) => ({ rule: rule.id, label: rule.label, treatments: Object.entries(rule.treatments).map(([id, label]) => ({ id, label })) }))
  .toSorted((a, b) => numberOf(a.rule) - numberOf(b.rule));
