import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { h5Build } from '../../../scripts/taro-files/h5-build';

/** A guard that is taken out of a copy of the source. */
export interface Break {
  readonly name: string;
  /** From the root of the repository. */
  readonly file: string;
  /** Has to stand in the file exactly once. */
  readonly original: string;
  readonly broken: string;
  /** So rare that not every seed shows it within 1 000 runs: one that does. */
  readonly seed?: number;
}

/** What a bundle may differ in. */
export interface Differences {
  readonly without?: Break | undefined;
  /** React 18 if it is left out. */
  readonly react?: '18' | '19' | undefined;
}

/** The worker, ready to run in threads. */
export interface Bundle {
  readonly worker: string;
  /** Takes the files away. */
  remove(): Promise<void>;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
const at = (path: string) => `${root}${path}`;

const SOURCES = {
  '@heartbeat-socket/core': at('packages/core/src/index.ts'),
  '@heartbeat-socket/taro': at('packages/taro/src/index.ts'),
  '@heartbeat-socket/testing': at('packages/testing/src/index.ts'),
};

/** Left to Node: they keep one copy of themselves, or look for files of theirs. */
const EXTERNAL = ['react', 'react-dom', 'react/*', 'react-dom/*', 'jsdom', 'fast-check', '@sinonjs/fake-timers', 'ws'];

/** Bundles the worker of the simulated runs over the packages' sources. */
export function bundleSimulated({ without, react }: Differences = {}): Promise<Bundle> {
  return bundle('worker.ts', {
    alias: { ...SOURCES, '@tarojs/taro': at('packages/chaos/src/stage/taro.ts') },
    plugins: [...(without ? [breaking(without)] : []), ...(react === '19' ? [react19] : [])],
  });
}

/** Bundles the worker of the real runs, with Taro's own H5 files as an H5 build has them. */
export function bundleReal(): Promise<Bundle> {
  return bundle('real/worker.ts', {
    alias: { ...SOURCES, '@tarojs/taro': at('packages/taro/test/taro-h5.ts') },
    define: h5Build.define,
  });
}

/** A workspace of its own holds React 19, so that its react-dom finds its react. */
const react19: Plugin = {
  name: 'react-19',
  setup({ onResolve }) {
    const { resolve } = createRequire(at('packages/react-19/package.json'));
    onResolve({ filter: /^react(-dom)?(\/|$)/ }, ({ path }) => ({ path: resolve(path), external: true }));
  },
};

async function bundle(entry: string, options: BuildOptions): Promise<Bundle> {
  await mkdir(at('packages/chaos/dist'), { recursive: true });
  const outdir = await mkdtemp(at('packages/chaos/dist/run-'));
  await build({
    entryPoints: [at(`packages/chaos/src/${entry}`)],
    outdir,
    bundle: true,
    // React is loaded after the document is made, which a single file would not do.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outExtension: { '.js': '.mjs' },
    external: EXTERNAL,
    jsx: 'automatic',
    logLevel: 'error',
    ...options,
  });
  return { worker: `${outdir}${sep}worker.mjs`, remove: () => rm(outdir, { recursive: true, force: true }) };
}

/** Takes a guard out as the file is read. Throws when it does not stand there any more. */
export function breakSource(source: string, { name, file, original, broken }: Break): string {
  const count = source.split(original).length - 1;
  if (count === 1) return source.replace(original, () => broken);
  throw new Error(`the guard "${name}" stands ${count} times in ${file}, expected 1: ${original}`);
}

function breaking(without: Break): Plugin {
  const path = at(without.file);
  return {
    name: 'break',
    setup({ onLoad, onEnd }) {
      let isBroken = false;
      onLoad({ filter: /\.tsx?$/ }, async (args) => {
        if (relative(path, args.path) !== '') return undefined;
        isBroken = true;
        return { contents: breakSource(await readFile(path, 'utf8'), without), loader: 'ts' };
      });
      onEnd(() => {
        if (!isBroken) throw new Error(`${without.file} is no part of the bundle`);
      });
    },
  };
}
