import { expose } from 'comlink';
import { importApi } from '../src/start/importApi.ts';

expose(importApi);
