import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: { index: 'src/index.ts', 'web-socket': 'src/web-socket/index.ts' },
  format: ['esm', 'cjs'],
  target: 'es2018',
  platform: 'neutral',
  // `a?.b` is lowered to `a == null`, which is shorter: only document.all would tell the difference.
  inputOptions: { transform: { assumptions: { noDocumentAll: true } } },
  dts: true,
  outExtensions: ({ format }) => (format === 'cjs' ? { js: '.cjs', dts: '.d.cts' } : { js: '.mjs', dts: '.d.mts' }),
});
