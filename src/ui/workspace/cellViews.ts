import type { Component } from 'svelte';
import type { CellViewProps } from '../Workbench.ts';

// Eager: once the page is closed to the network, nothing may be fetched for a cell that a notebook brings.
const found = import.meta.glob<Component<CellViewProps>>('../../cells/*/View.svelte', { eager: true, import: 'default' });

/** The picture of a kind of cell; undefined: it is shown as tables. */
export const cellView = (kind: string): Component<CellViewProps> | undefined => found[`../../cells/${kind}/View.svelte`];
