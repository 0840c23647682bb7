import { mount } from 'svelte';
import App from '../../src/ui/App.svelte';
import { playedWorkbench } from './playedWorkbench.ts';

const target = document.getElementById('app');
if (!target) throw new Error('no #app');
mount(App, { target, props: { opened: Promise.resolve(playedWorkbench()) } });
