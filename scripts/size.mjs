// Bundles what a user would import, minifies it, and holds its gzip size against a budget.
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const KB = 1_000;
const BUDGETS = [
  { name: 'useHeartbeatSocket alone', from: 'taro', exports: '{ useHeartbeatSocket }', budget: 6 * KB },
  { name: 'core alone', from: 'core', exports: '{ createSocket }', budget: 4.5 * KB },
  { name: 'everything', from: 'taro', exports: '*', budget: 8.5 * KB },
];

let isOver = false;
for (const { name, from, exports, budget } of BUDGETS) {
  const { outputFiles } = await build({
    stdin: { contents: `export ${exports} from '@heartbeat-socket/${from}'`, resolveDir: 'packages/taro' },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    external: ['react', '@tarojs/taro'],
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const size = gzipSync(outputFiles[0].contents, { level: 9 }).length;
  const verdict = size <= budget ? 'ok  ' : 'OVER';
  isOver ||= size > budget;
  console.log(`${verdict} ${name}: ${size} of ${budget} bytes, minified and gzipped`);
}
process.exit(isOver ? 1 : 0);
