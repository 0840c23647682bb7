import type { Component } from 'svelte';
import { pictures } from '../../cells/pictures.ts';
import PicturesView from '../../cells/PicturesView.svelte';
import type { CellViewProps } from '../Workbench.ts';

// Eager: once the page is closed to the network, nothing may be fetched for a cell that a notebook brings.
const found = import.meta.glob<Component<CellViewProps>>('../../cells/*/View.svelte', { eager: true, import: 'default' });

/** The picture of a kind of cell: its own view, else the pictures that it declares; undefined: it is shown as tables. */
export const cellView = (kind: string): Component<CellViewProps> | undefined => found[`../../cells/${kind}/View.svelte`] ?? (pictures.has(kind) ? PicturesView : undefined);
