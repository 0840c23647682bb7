import { mount } from 'svelte';
import { closeNetwork } from './start/closeNetwork.ts';
import { BrowserWorkbench } from './start/BrowserWorkbench.ts';
import { keepOffline } from './start/keepOffline.ts';
import { fetchParts } from './start/fetchParts.ts';
import { fetchSample } from './start/sampleFiles.ts';
import { BaseStore } from './storage/BaseStore.ts';
import { GroupStore } from './storage/GroupStore.ts';
import { HandoverStore } from './storage/HandoverStore.ts';
import { NotebookStore } from './storage/NotebookStore.ts';
import { ShapeStore } from './storage/ShapeStore.ts';
import { openVault } from './storage/openVault.ts';
import App from './ui/App.svelte';
import { m } from './messages/compiled/messages.js';
import { rooms } from './ui/rooms.ts';
import { offline } from './ui/state/offline.svelte.ts';
import { toasts } from './ui/state/toasts.svelte.ts';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

const vault = openVault();
const sample = fetchSample();
const workbench = new BrowserWorkbench(open(), {
  bases: new BaseStore(vault),
  notebooks: new NotebookStore(vault),
  shapes: new ShapeStore(vault),
  groups: new GroupStore(vault),
  handovers: new HandoverStore(vault),
  sample: () => sample,
});
mount(App, { target, props: { workbench } });

/** Everything that will ever be needed is fetched beside the first picture; then nothing leaves any more. */
async function open() {
  const parts = fetchParts();
  const kept = import.meta.env.PROD ? keepOffline((take) => toasts.tell('update', m.update_waits(), { label: m.update_take(), run: take })) : Promise.resolve(false);
  await Promise.all([rooms, sample, ...[...document.fonts].map((face) => face.load())]);
  const arrived = await parts;
  offline.kept = await kept;
  if (import.meta.env.PROD) closeNetwork(document);
  return arrived;
}
