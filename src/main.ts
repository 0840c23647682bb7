import { mount } from 'svelte';
import App from './ui/App.svelte';
import { startingWorkbench } from './ui/startingWorkbench.ts';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
mount(App, { target, props: { workbench: startingWorkbench() } });
