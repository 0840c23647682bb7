import { mount } from 'svelte';
import { closeNetwork } from './start/closeNetwork.ts';
import { BrowserWorkbench } from './start/BrowserWorkbench.ts';
import { fetchParts } from './start/fetchParts.ts';
import { fetchSample } from './start/sampleFiles.ts';
import { BaseStore } from './storage/BaseStore.ts';
import { NotebookStore } from './storage/NotebookStore.ts';
import { openVault } from './storage/openVault.ts';
import App from './ui/App.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

const vault = openVault();
const sample = fetchSample();
const workbench = new BrowserWorkbench(open(), {
  bases: new BaseStore(vault),
  notebooks: new NotebookStore(vault),
  sample: () => sample,
});
mount(App, { target, props: { workbench } });

/** Everything that will ever be needed is fetched beside the first picture; then nothing leaves any more. */
async function open() {
  const parts = fetchParts();
  await Promise.all([sample, ...[...document.fonts].map((face) => face.load())]);
  const arrived = await parts;
  if (import.meta.env.PROD) closeNetwork(document);
  return arrived;
}
