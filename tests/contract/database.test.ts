import { openNative } from '../../src/database/native.ts';
import { openWasmInNode } from '../../src/database/wasmNode.ts';
import { holdToContract } from './databaseContract.ts';

holdToContract('native DuckDB', () => openNative());
holdToContract('DuckDB in WebAssembly under Node', () => openWasmInNode());
