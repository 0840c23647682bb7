import { loadCellViews } from './workspace/cellViews.ts';
import { loadCustomerCard, loadPresentation } from './workspace/slots.ts';

/** Parts of the interface that are loaded after the first picture, all of them, since the network is closed afterwards. */
export async function loadLateParts(): Promise<void> {
  await Promise.all([...loadCellViews(), import('./workspace/mountEditor.ts'), loadCustomerCard?.(), loadPresentation?.()]);
}
