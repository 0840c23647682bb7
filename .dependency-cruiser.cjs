// The import directions of the house. Everybody may use how failures are told and which languages there are.
const shared = '^src/(database/outcome|messages/locale)\\.ts$';
const databaseTypes = '^src/database/(Database|table|scalar)\\.ts$';
const tests = '\\.test\\.ts$|/testing\\.ts$';

const room = (...names) => `^src/(${names.join('|')})/`;

/** a room may import only itself, packages, what is shared, and what is listed */
const only = (name, ...allowed) => ({
  name: `${name}-imports-only`,
  severity: 'error',
  from: { path: room(name), pathNot: tests },
  to: { path: '^(src|workers|tests)/', pathNot: [room(name), shared, ...allowed] },
});

/** and the types, not the code, of some more */
const onlyTypes = (name, allowed, types) => [
  only(name, ...allowed, ...types),
  {
    name: `${name}-takes-types-only`,
    severity: 'error',
    from: { path: room(name), pathNot: tests },
    to: { path: types, dependencyTypesNot: ['type-only'] },
  },
];

module.exports = {
  forbidden: [
    // a component may hold itself, and types may name each other
    { name: 'no-cycles', severity: 'error', from: { path: '^(.+)$' }, to: { circular: true, pathNot: '^$1$', viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '\\?(url|raw|worker)' } },
    { name: 'no-undeclared-packages', severity: 'error', from: { path: '^(src|workers)/' }, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], pathNot: '\\.d\\.ts$' } },
    { name: 'nothing-imports-tests', severity: 'error', from: { path: '^(src|workers)/', pathNot: tests }, to: { path: `^tests/|${tests}` } },

    only('sql'),
    only('messages'),
    only('files', databaseTypes),
    ...onlyTypes('notebook', [room('messages')], [databaseTypes]),
    ...onlyTypes('statistics', [], [databaseTypes]),
    ...onlyTypes('segments', [room('sql')], [databaseTypes]),
    ...onlyTypes('traits', [room('sql')], [databaseTypes]),
    only('base', room('sql', 'files', 'messages'), databaseTypes),
    only('database', room('sql')),
    ...onlyTypes('graph', [], [databaseTypes, room('notebook'), '^src/cells/CellKind\\.ts$']),
    ...onlyTypes('storage', [], [databaseTypes, room('base')]),
    ...onlyTypes('charts', [room('messages', 'sql', 'segments')], [databaseTypes, room('traits', 'base')]),

    {
      name: 'cells-run-without-interface',
      severity: 'error',
      from: { path: room('cells'), pathNot: [tests, '\\.svelte$', '^src/cells/[^/]+/(plot|draw|view)[^/]*\\.ts$'] },
      to: { path: `${room('ui', 'start', 'cli', 'share', 'session', 'storage', 'graph')}|\\.svelte$|^node_modules/svelte/` },
    },
    { name: 'cells-get-a-database', severity: 'error', from: { path: room('cells') }, to: { path: room('database'), pathNot: [shared, databaseTypes] } },
    { name: 'views-know-no-wiring', severity: 'error', from: { path: room('cells', 'charts') }, to: { path: room('start', 'cli') } },
    { name: 'session-runs-headless', severity: 'error', from: { path: room('session') }, to: { path: room('ui', 'start', 'cli', 'charts', 'share', 'storage') } },
    { name: 'ui-knows-no-engine', severity: 'error', from: { path: room('ui', 'charts', 'cells') }, to: { path: '^src/database/(native|wasm|feedEngine|lock|encodeArrow|EngineApi)|^node_modules/(@duckdb|apache-arrow)/' } },
    { name: 'ui-knows-no-wiring', severity: 'error', from: { path: room('ui') }, to: { path: room('start', 'cli') } },
    { name: 'share-writes-results-only', severity: 'error', from: { path: room('share') }, to: { path: room('ui', 'start', 'cli', 'session', 'storage'), dependencyTypesNot: ['type-only'] } },
    { name: 'start-is-not-headless', severity: 'error', from: { path: room('start') }, to: { path: `${room('cli')}|^src/database/(native|wasmNode)` } },
    { name: 'cli-has-no-page', severity: 'error', from: { path: room('cli') }, to: { path: `${room('ui', 'start')}|\\.svelte$` } },
    {
      name: 'workers-start-engines-and-importers',
      severity: 'error',
      from: { path: '^workers/' },
      to: { path: '^src/', pathNot: [room('database', 'files', 'base', 'start')] },
    },
    {
      name: 'svelte-only-in-the-interface',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: ['^src/(ui|start)/', '^src/main\\.ts$', '\\.svelte(\\.ts)?$', '^src/cells/[^/]+/(plot|draw|view)[^/]*\\.ts$'] },
      to: { path: '^node_modules/(svelte|bits-ui|@codemirror)/' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^src/messages/compiled'] },
    exclude: { path: '^(dist|public)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.svelte', '.json'], exportsFields: ['exports'], conditionNames: ['import', 'svelte', 'browser', 'default', 'types'], mainFields: ['module', 'main', 'types'] },
  },
};
