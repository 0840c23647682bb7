import type { Outcome } from '../database/outcome.ts';
import { BaseStore } from '../storage/BaseStore.ts';
import { DecisionStore } from '../storage/DecisionStore.ts';
import { HandoverStore } from '../storage/HandoverStore.ts';
import { NotebookStore } from '../storage/NotebookStore.ts';
import { openVault } from '../storage/openVault.ts';
import { ShapeStore } from '../storage/ShapeStore.ts';
import type { Workbench } from '../ui/Workbench.ts';
import { BrowserWorkbench } from './BrowserWorkbench.ts';
import type { Parts } from './fetchParts.ts';

/** The product behind the first picture. `parts` come once all is fetched and the network is closed. */
export function openWorkbench(parts: Promise<Parts>, sample: Promise<Outcome<readonly File[]>>): Workbench {
  const vault = openVault();
  return new BrowserWorkbench(parts, { bases: new BaseStore(vault), notebooks: new NotebookStore(vault), shapes: new ShapeStore(vault), groups: new DecisionStore(vault, 'groups'), rates: new DecisionStore(vault, 'rates'), handovers: new HandoverStore(vault), sample: () => sample });
}
