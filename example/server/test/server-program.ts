import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { keptFolder } from './kept-folder';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** V8 compiles the database once, and not again to make it faster: a test is over before that pays. */
export const QUICK_START = '--liftoff-only';

/** The server in one file, with what it imports: to load its sources takes most of a second. */
export async function serverProgram(): Promise<string> {
  const folder = await keptFolder('bidding-server', [at('../package.json'), at('../src/')], async (outdir) => {
    await build({
      entryPoints: [at('../src/main.ts')],
      outdir,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      // It reads files of its own; and pg does without the other.
      external: ['@electric-sql/pglite', 'pg-native'],
      plugins: [inPlace],
      // What is no ES module asks for Node's own ones.
      banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
      logLevel: 'error',
    });
  });
  return join(folder, 'main.mjs');
}

/** The sources find their files where they were. */
const inPlace: Plugin = {
  name: 'in-place',
  setup({ onLoad }) {
    onLoad({ filter: /\/server\/src\/.*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return { loader: 'ts', contents: source.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)) };
    });
  },
};
