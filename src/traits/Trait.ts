import type { Localised } from '../messages/locale.ts';

/** Row sets that traits aggregate over; each is scanned once for all traits that use it (see grains.ts). */
export type GrainName = 'lines' | 'orders' | 'occasions' | 'gaps' | 'categories' | 'skus' | 'customers' | 'receivables' | 'competitors';

export type TraitType = 'integer' | 'number' | 'money' | 'share' | 'date' | 'flag' | 'class' | 'ordered';

/** One measure per customer at an as-of date. One file a trait: src/traits/<group>/<id>.ts. */
export interface Trait {
  /** fixed: notebooks name it */
  readonly id: string;
  readonly label: Localised;
  /** what it is and how it is computed, one or two sentences for a person */
  readonly definition: Localised;
  readonly type: TraitType;
  readonly unit: 'days' | 'orders' | 'lines' | 'money' | 'share' | 'count' | 'ratio' | 'per month' | 'score' | 'none';
  /** which end is good for us: bands and colours follow it */
  readonly direction: 'higher' | 'lower' | 'neutral';
  /** columns of the base without which the trait is absent, e.g. `order_lines.cost`; each entry may list alternatives */
  readonly needs: readonly (string | readonly string[])[];
  /** aggregates over grains: alias → SQL aggregate over that grain's columns; `$as_of` and `$window_days` may be used */
  readonly aggregates: Partial<Record<GrainName, Readonly<Record<string, string>>>>;
  /** SQL over the aliases above (of all grains), and over other traits named in `uses` */
  readonly expression: string;
  readonly uses?: readonly string[];
  /** for `ordered`: levels from lowest to highest */
  readonly levels?: readonly string[];
  readonly levelLabels?: Readonly<Record<string, Localised>>;
  /** default cut: right-closed (a, b] */
  readonly bands: { readonly cuts: readonly number[] } | { readonly quantiles: number } | { readonly classes: readonly (readonly string[])[] };
  /** section of METHODS or the publication that the formula is from, for "How was this computed" */
  readonly source: string;
}
