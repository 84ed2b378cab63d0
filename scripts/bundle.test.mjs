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

/** The sources that a production bundle has bytes of, as paths from `packages`. */
async function sourcesOf(imported) {
  const { metafile } = await build({
    stdin: { contents: `export { ${imported} } from './packages/taro/src/index.ts'`, resolveDir: '.' },
    bundle: true,
    format: 'esm',
    write: false,
    metafile: true,
    minify: true,
    external: ['react', '@tarojs/taro'],
    alias: { '@heartbeat-socket/core': './packages/core/src/index.ts' },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  return Object.keys(inputs)
    .filter((path) => inputs[path].bytesInOutput > 0)
    .map((path) => path.replace('packages/', '').replace('/src/', '/'));
}

/** Of each feature, who imports it, and the files that are its own. */
const FEATURES = [
  ['requests', ['core/messages/requests.ts']],
  ['useSocketMessage', ['core/messages/listeners.ts', 'core/messages/resync.ts']],
  ['useFreshness', ['core/heartbeat/freshness.ts']],
  ['useSharedSocket', ['taro/binding/shared-place.ts', 'taro/binding/shared-sockets.ts']],
  ['recordSocket', ['core/recorder/flight-recorder.ts']],
  ['handshake', ['core/protocol/handshake.ts']],
];

it('who imports the hook alone has no byte of a feature', async () => {
  const sources = await sourcesOf('useHeartbeatSocket');
  expect(sources).toContain('core/connection/machine.ts');
  expect(sources.filter((path) => FEATURES.some(([, files]) => files.includes(path)))).toEqual([]);
  expect(sources.filter((path) => path.startsWith('taro/hooks/'))).toEqual(['taro/hooks/use-heartbeat-socket.ts']);
});

it('who imports the hook alone has no checks and warnings that are for development', async () => {
  const sources = await sourcesOf('useHeartbeatSocket');
  expect(sources).not.toContain('core/socket/check-options.ts');
  expect(sources).not.toContain('core/connection/diagnosis.ts');
});

it.each(FEATURES)('who imports %s has it', async (imported, files) => {
  expect(await sourcesOf(imported)).toEqual(expect.arrayContaining(files));
});
