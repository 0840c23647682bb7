#!/usr/bin/env node
// Runs the TypeScript sources as they are, through the bundler's own module runner: no build step, and folders are globbed as in the app.
import { createServer, createServerModuleRunner, createLogger } from 'vite';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const logger = createLogger('error');
const server = await createServer({
  root,
  configFile: false,
  customLogger: logger,
  appType: 'custom',
  optimizeDeps: { noDiscovery: true, include: [] },
  server: { middlewareMode: true, hmr: false, watch: null, ws: false },
  ssr: { external: true },
});
const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
try {
  const { main } = await runner.import('/src/cli/main.ts');
  process.exitCode = await main(process.argv.slice(2));
} finally {
  await runner.close();
  await server.close();
}
