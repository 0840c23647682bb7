import type { Component } from 'svelte';
import type { CellViewProps } from '../Workbench.ts';

type View = Component<CellViewProps>;

const found = import.meta.glob<{ readonly default: View }>('../../cells/*/View.svelte');
const loading = new Map<string, Promise<View>>();

export const hasCellView = (kind: string): boolean => `../../cells/${kind}/View.svelte` in found;

/** The picture of a kind of cell, loaded when the first such cell is shown; kinds without one are shown as tables. */
export function loadCellView(kind: string): Promise<View> {
  const known = loading.get(kind);
  if (known) return known;
  const load = found[`../../cells/${kind}/View.svelte`];
  if (!load) throw new Error(`cells of kind ${kind} have no view`);
  const view = load().then((module) => module.default);
  loading.set(kind, view);
  return view;
}

/** Begins to load the pictures of all kinds. */
export const loadCellViews = (): Promise<View>[] => Object.keys(found).flatMap((path) => /cells\/([^/]+)\//.exec(path)?.[1] ?? []).map(loadCellView);
