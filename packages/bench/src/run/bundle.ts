import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { h5Build } from '../../../../scripts/taro-files/h5-build';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The bundled programs of one run. */
export interface Bundles {
  /** The file of a program: `simulated`, `real` or `server`. */
  file(program: Program): string;
  remove(): Promise<void>;
}

export type Program = 'simulated' | 'real' | 'server';

/**
 * Bundles the programs that run the libraries: as a browser build would take them, each in production, and with Taro's
 * own socket task in the place of Taro. The files lie in a folder of the package, so that what stays outside is found.
 */
export async function bundle(): Promise<Bundles> {
  const outdir = await mkdtemp(here('../../.bundles-'));
  const remove = () => rm(outdir, { recursive: true, force: true });
  try {
    await bundleInto(outdir);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    file: (program) => join(outdir, `${program}.mjs`),
    remove,
  };
}

async function bundleInto(outdir: string): Promise<void> {
  await build({
    entryPoints: { simulated: here('./simulated.ts'), real: here('./real.ts'), server: here('./server.ts') },
    outdir,
    bundle: true,
    platform: 'browser',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    external: ['node:*', 'ws', 'jsdom', '@sinonjs/fake-timers'],
    define: { 'process.env.NODE_ENV': '"production"', ...h5Build.define },
    alias: { '@tarojs/taro': here('../taro-stand-in.ts') },
    logLevel: 'error',
    // What is published, not what the paths of this repository lead to.
    tsconfigRaw: '{}',
  });
}
