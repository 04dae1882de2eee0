/**
 * The direction in which dependencies may point:
 * cli → report, proofs, findings → engines → encodings, solver → terms, paths → network → snapshot → values.
 */
const order = {
  values: [],
  snapshot: ['values'],
  network: ['snapshot', 'values'],
  paths: ['network', 'values'],
  terms: [],
  encodings: ['terms', 'paths', 'network', 'values'],
  solver: ['terms'],
  engines: ['encodings', 'solver', 'terms', 'paths', 'network', 'values'],
  findings: ['engines', 'paths', 'network', 'values'],
  proofs: ['findings', 'engines', 'encodings', 'solver', 'terms', 'paths', 'network', 'snapshot', 'values'],
  report: ['findings', 'proofs', 'engines', 'paths', 'network', 'values'],
};
const folder = (name) => (name === 'encodings' ? '^encodings/' : `^src/${name}/`);

export default {
  forbidden: [
    // A cycle that a type closes is none when the program runs.
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...Object.entries(order).map(([name, allowed]) => ({
      name: `${name}-depends-only-downwards`,
      severity: 'error',
      from: { path: folder(name) },
      to: { path: '^(src|encodings)/', pathNot: [folder(name), ...allowed.map(folder)] },
    })),
    {
      name: 'only-solver-imports-z3',
      severity: 'error',
      from: { path: '^(src|encodings)/', pathNot: '^src/solver/' },
      to: { path: 'node_modules/z3-solver' },
    },
    {
      name: 'only-snapshot-aws-imports-the-sdk',
      severity: 'error',
      from: { path: '^(src|encodings)/', pathNot: '^src/snapshot/aws/' },
      to: { path: 'node_modules/@(aws-sdk|smithy)/' },
    },
    {
      name: 'engines-are-independent',
      severity: 'error',
      from: { path: '^src/engines/(interval|evaluator)/' },
      to: { path: '^(encodings|src/(terms|solver)|src/engines/smt)/' },
    },
    {
      name: 'evaluator-is-alone',
      severity: 'error',
      from: { path: '^src/engines/evaluator/' },
      to: { path: '^src/engines/(interval|smt)/' },
    },
    {
      name: 'interval-does-not-see-the-evaluator',
      severity: 'error',
      from: { path: '^src/engines/interval/' },
      to: { path: '^src/engines/(evaluator|smt)/' },
    },
    {
      name: 'encodings-are-pure',
      severity: 'error',
      from: { path: '^(encodings|src/(terms|paths|network|report|findings|values))/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
};
