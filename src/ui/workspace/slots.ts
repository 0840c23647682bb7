import type { Component } from 'svelte';
import type { OpenNotebook } from '../state/OpenNotebook.svelte.ts';
import type { Workbench } from '../Workbench.ts';

/** src/ui/customer/CustomerCard.svelte: the card of one customer, in the panel. */
export interface CustomerCardProps {
  readonly workbench: Workbench;
  readonly open: OpenNotebook;
  readonly customer: string;
}

/** src/ui/present/Presentation.svelte: the notebook as slides, over the whole page. */
export interface PresentationProps {
  readonly workbench: Workbench;
  readonly open: OpenNotebook;
  readonly onclose: () => void;
}

const cards = import.meta.glob<Component<CustomerCardProps>>('../customer/CustomerCard.svelte', { eager: true, import: 'default' });
const presentations = import.meta.glob<Component<PresentationProps>>('../present/Presentation.svelte', { eager: true, import: 'default' });

/** null where this build has none */
export const CustomerCard = Object.values(cards)[0] ?? null;
export const Presentation = Object.values(presentations)[0] ?? null;
