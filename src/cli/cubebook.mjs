#!/usr/bin/env node
import { openSources } from './openSources.mjs';

const sources = await openSources();
try {
  const { main } = await sources.import('/src/cli/main.ts');
  process.exitCode = await main(process.argv.slice(2));
} finally {
  await sources.close();
}
