import { expose } from 'comlink';
import { statisticsApi } from '../src/start/statisticsApi.ts';

expose(statisticsApi);
