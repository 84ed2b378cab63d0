import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { JSDOM } from 'jsdom';
import { pageOf } from './docs-components.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'node_modules/.cache/rendered-blocks');
const PLATFORMS = ['weapp', 'alipay', 'h5'];
const URL_OF_PAGES = 'wss://bid.example.com/ws';

/** The components of Taro that the blocks import, as plain elements. */
function componentsModule(shown) {
  const imports = shown.flatMap(({ code }) => [...code.matchAll(/import \{([^}]*)\} from '@tarojs\/components'/g)]);
  const names = new Set(imports.flatMap(([, list]) => list.split(',').map((name) => name.trim())));
  return `import { createElement } from 'react';
    const element = (type) => ({ children, disabled, onClick }) => createElement(type, { disabled, onClick }, children);
    ${[...names].map((name) => `export const ${name} = element('taro-${name.toLowerCase()}');`).join('\n')}`;
}

const TARO = `
const { createFakeTaro } = require('@heartbeat-socket/testing');
const { act } = require('react');
globalThis.fake ??= createFakeTaro({ platform: 'weapp', act });
module.exports = Object.assign(fake.taro, { useRouter: () => ({ params: {} }) });`;

/**
 * Renders components of the docs on a fake Taro of each platform, before the socket opens, while it is open, and after
 * the server has closed it. Returns what is wrong, a line each: what was thrown, what React has complained of, and who
 * has shown nothing at all.
 *
 * @param {{ where: string; code: string; component: { name: string; jsx: string } }[]} shown
 */
export async function renderBlocks(shown) {
  const pages = await load(shown);
  const problems = [];
  for (const platform of PLATFORMS) {
    for (const [index, { where, component }] of shown.entries()) {
      const problem = await problemOf(pages, index, platform);
      if (problem) problems.push(`${where}: ${component.name} on ${platform}: ${problem}`);
    }
  }
  rmSync(folder, { recursive: true, force: true });
  return problems;
}

/** One bundle of all pages, with the sources of the packages. React stays outside, for there is to be one of it. */
async function load(shown) {
  rmSync(folder, { recursive: true, force: true });
  for (const [index, { code, component }] of shown.entries()) {
    mkdirSync(join(folder, `${index}`), { recursive: true });
    writeFileSync(join(folder, `${index}`, 'block.tsx'), code);
    writeFileSync(join(folder, `${index}`, 'page.tsx'), pageOf(component, URL_OF_PAGES));
  }
  writeFileSync(join(folder, 'components.js'), componentsModule(shown));
  writeFileSync(join(folder, 'taro.js'), TARO);
  writeFileSync(
    join(folder, 'pages.js'),
    `import '@tarojs/taro';
     export { act, createElement } from 'react';
     export { createRoot } from 'react-dom/client';
     ${shown.map((_, index) => `import page${index} from './${index}/page';`).join('\n')}
     export const pages = [${shown.map((_, index) => `page${index}`)}];`,
  );
  setUpDom();
  const outfile = join(folder, 'bundle.cjs');
  await build({
    entryPoints: [join(folder, 'pages.js')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    jsx: 'automatic',
    tsconfigRaw: '{}',
    external: ['react', 'react-dom'],
    alias: {
      '@tarojs/taro': join(folder, 'taro.js'),
      '@tarojs/components': join(folder, 'components.js'),
      '@heartbeat-socket/core': join(root, 'packages/core/src/index.ts'),
      '@heartbeat-socket/taro': join(root, 'packages/taro/src/index.ts'),
      '@heartbeat-socket/protocols': join(root, 'packages/protocols/src/index.ts'),
      '@heartbeat-socket/testing': join(root, 'packages/testing/src/index.ts'),
    },
  });
  return createRequire(import.meta.url)(outfile);
}

function setUpDom() {
  const { window } = new JSDOM();
  const globals = { window, document: window.document, navigator: window.navigator, IS_REACT_ACT_ENVIRONMENT: true };
  // Some are Node's own, and cannot be assigned.
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}

async function problemOf({ act, createElement, createRoot, pages }, index, platform) {
  const { fake } = globalThis;
  const complaints = [];
  const error = console.error;
  console.error = (...words) => complaints.push(words.map(String).join(' '));
  fake.reset({ platform });
  const container = document.createElement('div');
  const app = createRoot(container, { onRecoverableError: (thrown) => complaints.push(`${thrown}`) });
  let hasShown = false;
  const step = async (play) => {
    await act(async () => {
      play();
      // What the fake tells comes after promises.
      await new Promise((resolve) => setTimeout(resolve));
    });
    hasShown ||= container.innerHTML !== '';
  };
  try {
    await step(() => app.render(createElement(pages[index])));
    await step(() => fake.server.acceptAll());
    for (const connection of [...fake.server.connections]) await step(() => connection.close(1011, 'restart'));
    await step(() => app.unmount());
  } catch (thrown) {
    return `${thrown}`;
  } finally {
    console.error = error;
    fake.reset();
  }
  if (complaints.length > 0) return complaints.join('\n');
  return hasShown ? null : 'shows nothing';
}
