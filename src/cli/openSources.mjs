// @ts-check
import { fileURLToPath } from 'node:url';
import { createLogger, createServer, createServerModuleRunner } from 'vite';

/** Imports the TypeScript sources as they are, through the bundler's own module runner: no build step, and folders are globbed as in the app. */
export async function openSources() {
  const server = await createServer({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    configFile: false,
    customLogger: createLogger('error'),
    appType: 'custom',
    optimizeDeps: { noDiscovery: true, include: [] },
    server: { middlewareMode: true, hmr: false, watch: null, ws: false },
    ssr: { external: true },
  });
  const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
  return {
    /** @param {string} path from the project's root, with a slash before it */
    import: (path) => runner.import(path),
    close: async () => {
      await runner.close();
      await server.close();
    },
  };
}
