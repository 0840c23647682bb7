import { mount } from 'svelte';
import { closeNetwork } from './start/closeNetwork.ts';
import { fetchParts, type Parts } from './start/fetchParts.ts';
import { keepOffline } from './start/keepOffline.ts';
import { fetchSample } from './start/sampleFiles.ts';
import App from './ui/App.svelte';
import { m } from './messages/compiled/messages.js';
import { rooms } from './ui/rooms.ts';
import { network } from './ui/state/network.svelte.ts';
import { offline } from './ui/state/offline.svelte.ts';
import { toasts } from './ui/state/toasts.svelte.ts';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

// the first picture stands on this script alone; the product behind it comes beside it, as the engine does
const product = import('./start/openWorkbench.ts');
const sample = fetchSample();
const parts = open();
mount(App, { target, props: { opened: product.then(({ openWorkbench }) => openWorkbench(parts, sample)) } });

/** Everything that will ever be needed is fetched beside the first picture; then nothing leaves any more. */
async function open(): Promise<Parts> {
  const fetched = fetchParts();
  const kept = import.meta.env.PROD ? keepOffline((take) => toasts.tell('update', m.update_waits(), { label: m.update_take(), run: take })) : Promise.resolve(false);
  await Promise.all([product, rooms, sample, ...[...document.fonts].map((face) => face.load())]);
  const arrived = await fetched;
  offline.kept = await kept;
  if (import.meta.env.PROD) {
    closeNetwork(document);
    network.watch();
  }
  return arrived;
}
