import { build } from 'esbuild';
import { expect, it } from 'vitest';

/** What a bundler leaves of the packages when an app imports so much of them, unminified. */
async function bundle(imported, platform) {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${imported} } from '@heartbeat-socket/taro'`, resolveDir: 'packages/taro' },
    bundle: true,
    format: 'esm',
    write: false,
    external: ['react', '@tarojs/taro'],
    minifySyntax: true,
    define: platform
      ? { 'process.env.NODE_ENV': '"production"', 'process.env.TARO_ENV': JSON.stringify(platform) }
      : {},
  });
  return outputFiles[0].text;
}

const FURTHER_HOOKS = ['useSocketSnapshot', 'useSocketReducer', 'useFreshness', 'useServerNow', 'useRetryIn'];

it('who imports the hook alone gets no other hook, no codec and no recorder', async () => {
  const code = await bundle('useHeartbeatSocket');
  expect(code).toContain('function useHeartbeatSocket(');
  for (const name of [...FURTHER_HOOKS, 'jsonCodec', 'createHeartbeatSocket', 'recordSocket']) {
    expect(code).not.toContain(`function ${name}(`);
  }
});

it.each(FURTHER_HOOKS)('who imports %s alone gets it, and not the big hook', async (name) => {
  const code = await bundle(name);
  expect(code).toContain(`function ${name}(`);
  expect(code).not.toContain('function useHeartbeatSocket(');
});

/** Words that only one platform's file has. */
const OF_PLATFORM = { alipay: 'multiple:', h5: 'binaryType' };

it.each([
  ['weapp', []],
  ['alipay', ['alipay']],
  ['h5', ['h5']],
  [undefined, ['alipay', 'h5']],
])('a build for %s has of the platforms %j', async (platform, expected) => {
  const code = await bundle('useHeartbeatSocket', platform);
  const found = Object.keys(OF_PLATFORM).filter((name) => code.includes(OF_PLATFORM[name]));
  expect(found).toEqual(expected);
});
