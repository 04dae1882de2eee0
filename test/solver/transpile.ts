/** Compiles the sources for tests that need files a worker thread can run, without depending on a build being there. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

/** Transpiles `src` and `encodings` into a fresh directory (in the repository, where packages are found); its path. */
export const transpileSources = (): string => {
  const cache = join(process.cwd(), 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const target = mkdtempSync(join(cache, 'reachproof-test-'));
  writeFileSync(join(target, 'package.json'), '{ "type": "module" }\n');
  for (const folder of ['src/solver', 'src/terms']) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts') || entry.name.endsWith('.d.ts')) continue;
      const source = join(entry.parentPath, entry.name);
      const { outputText } = ts.transpileModule(readFileSync(source, 'utf8'), {
        compilerOptions: {
          target: ts.ScriptTarget.ES2023,
          module: ts.ModuleKind.ESNext,
          verbatimModuleSyntax: true,
          declaration: false,
        },
        fileName: source,
      });
      const file = join(target, source.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, outputText);
    }
  }
  return target;
};

export const workerFileIn = (target: string): URL => pathToFileURL(join(target, 'src/solver/z3/worker.js'));
