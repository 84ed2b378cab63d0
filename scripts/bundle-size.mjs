import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** What an app brings itself. */
const EXTERNAL = ['react', 'react-dom', 'vue', 'graphql', '@tarojs/taro'];

/**
 * Bundles an ES module as an app would, for production.
 *
 * @param {string} contents - its text
 * @param {string} resolveDir - the folder that its imports are looked up from
 * @param {string} [platform] - what Taro's build would be for; without, nothing is left out that only another one needs
 * @returns {Promise<{ minified: number; gzip: number }>} bytes: minified, and that at gzip's level 9
 */
export async function bundleSize(contents, resolveDir, platform) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    // What is published, not what the paths of this repository lead to.
    tsconfigRaw: '{}',
    external: EXTERNAL,
    define: {
      'process.env.NODE_ENV': '"production"',
      ...(platform && { 'process.env.TARO_ENV': JSON.stringify(platform) }),
    },
  });
  const [{ contents: code }] = outputFiles;
  return { minified: code.length, gzip: gzipSync(code, { level: 9 }).length };
}
