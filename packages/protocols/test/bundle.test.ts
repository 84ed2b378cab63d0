import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

/** What an app's bundle has of an import from the package: its code, and the files that it comes from. */
async function bundle(names: string): Promise<{ code: string; files: string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export ${names} from '@heartbeat-socket/protocols'`, resolveDir: import.meta.dirname },
    bundle: true,
    format: 'iife',
    globalName: 'bundled',
    target: 'es2018',
    write: false,
    metafile: true,
    tsconfigRaw: '{}',
  });
  const [output] = Object.values(metafile.outputs);
  const used = Object.entries(output?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return { code: outputFiles[0]?.text ?? '', files: used.map(([file]) => file) };
}

describe.each([
  ['stomp', /dist\/stomp\//, '"CONNECTED\\nversion:1.2\\n\\n\\0"'],
  [
    'socketIo',
    /dist\/socket-io\/|node_modules\/(socket\.io-parser|@socket\.io\/component-emitter)\//,
    `'0{"pingInterval":1,"pingTimeout":1}', '40{"sid":"a"}'`,
  ],
  ['graphqlTransportWs', /dist\/graphql-transport-ws\//, `'{"type":"connection_ack"}'`],
])('%s', (name, own, greeting) => {
  it('brings nothing of the others along', async () => {
    const { files } = await bundle(`{ ${name} }`);
    expect(files.filter((file) => !own.test(file) && file !== '<stdin>')).toEqual([]);
  });

  it('runs where there is nothing but the language', async () => {
    const { code } = await bundle(`{ ${name} }`);
    const context = createContext({});
    runInContext('delete globalThis.console; delete globalThis.WebAssembly', context);
    runInContext(code, context);
    const ready = runInContext(
      `(() => {
        let ready = 0;
        const session = bundled.${name}().start({ isReconnect: false });
        const sink = { ready: () => { ready += 1 }, tune() {}, reply() {}, refuse(why) { throw why } };
        for (const frame of [${greeting}]) session.read(frame, sink);
        return ready;
      })()`,
      context,
    );
    expect(ready).toBe(1);
  });
});
