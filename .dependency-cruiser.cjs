/** The arrows of ARCHITECTURE.md: what each package may import. `pnpm lint` fails when one is broken. */
const mayImport = {
  annotate: ['core', 'models', 'server', 'trainer', 'model-en'],
  core: [],
  embeddings: ['core'],
  models: ['core'],
  queue: ['core', 'models'],
  server: ['core', 'models', 'model-en'],
  trainer: ['core', 'models'],
  'model-en': [],
  'model-en-ner': [],
  'model-ko': [],
  cli: ['annotate', 'core', 'embeddings', 'models', 'queue', 'server', 'trainer', 'model-en', 'model-en-ner'],
};

const arrows = Object.entries(mayImport).map(([name, targets]) => ({
  name: `arrows-of-${name}`,
  comment: `@tagger/${name} may import ${targets.map((target) => `@tagger/${target}`).join(', ') || 'no other package'}.`,
  severity: 'error',
  from: { path: `^packages/${name}/` },
  to: { path: '^(packages|apps)/', pathNot: `^packages/(${[name, ...targets].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'no-cycles',
      comment: 'Data flows one way.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-private-parts',
      comment: 'Another package is reached through its name, not through its files.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/' },
      to: {
        path: '^packages/[^/]+/',
        pathNot: [
          '^packages/$1/',
          '^packages/[^/]+/src/(index|node|engines|internal|runtime|testing|tfjs|webgpu)\\.ts$',
          '^packages/model-[a-z-]+/index\\.',
        ],
      },
    },
    {
      name: 'core-runs-in-browsers',
      comment: 'Only @tagger/core/node may use Node.js.',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: ['^packages/core/src/node(/|\\.ts$)'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'runtimes-load-late',
      comment: 'Native runtimes may be absent: only these files of models touch them.',
      severity: 'error',
      from: { path: '^packages/', pathNot: ['/platform\\.ts$', '/web-runtime\\.ts$', '/test/'] },
      to: { path: 'onnxruntime-(node|web)' },
    },
    {
      name: 'resolvable',
      comment: 'Every import is found.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // tsup writes its configuration anew while it builds, which may be at the same time.
    exclude: { path: '(^|/)dist/|tsup\\.config\\.bundled_' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
