import type { Localised } from '../messages/locale.ts';

/** Row sets that traits aggregate over; each is scanned once for all traits that use it (see grains.ts). */
export type GrainName = 'lines' | 'orders' | 'occasions' | 'gaps' | 'categories' | 'skus' | 'peers' | 'channels' | 'margins' | 'customers' | 'sized' | 'competitors' | 'invoices' | 'touches' | 'visits' | 'people' | 'steps' | 'answers' | 'arrivals' | 'tiers';

export type TraitType = 'integer' | 'number' | 'money' | 'share' | 'date' | 'flag' | 'class' | 'ordered';

/** One measure per customer at an as-of date. One file a trait: src/traits/<group>/<id>.ts. */
export interface Trait {
  /** fixed: notebooks name it */
  readonly id: string;
  readonly label: Localised;
  /** what it is and how it is computed, one or two sentences for a person */
  readonly definition: Localised;
  readonly type: TraitType;
  readonly unit: 'days' | 'orders' | 'lines' | 'money' | 'share' | 'count' | 'months' | 'ratio' | 'none';
  /** which end is good for us: bands and colours follow it */
  readonly direction: 'higher' | 'lower' | 'neutral';
  /** how it can be computed; the first way whose needs the base meets is taken */
  readonly ways: readonly [Way, ...Way[]];
  /** for `ordered`: levels from lowest to highest */
  readonly levels?: readonly string[];
  /** how its bands are cut unless a cell says otherwise */
  readonly bands: Bands;
  /** section of METHODS or the publication that the formula is from, for "How was this computed" */
  readonly source: string;
}

export interface Way {
  /** columns of the base, `table.column`, without which this way is closed */
  readonly needs: readonly string[];
  /** aggregates over grains: alias → SQL aggregate over that grain's columns; `$as_of` and `$window_days` may be used */
  readonly aggregates: Partial<Record<GrainName, Readonly<Record<string, string>>>>;
  /** SQL over the aliases above, of all grains, and over the traits named in `uses` */
  readonly expression: string;
  readonly uses?: readonly string[];
}

/** Intervals (a, b] by fixed cut points or tie-safe quantiles, or given classes; `own` = every ordered level is a band. */
export type Bands = { readonly cuts: readonly number[] } | { readonly quantiles: number } | { readonly classes: readonly (readonly string[])[] } | 'own';
