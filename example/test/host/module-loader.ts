import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Realm } from './realm';

/** Loads a file of the bundle, named by its path in the bundle, with or without `.js`; each file runs once. */
export type LoadModule = (path: string) => unknown;

type Wrapper = (require: LoadModule, module: { exports: unknown }, exports: unknown) => void;

/** Files of the bundle as the platforms run them: CommonJS modules that see each other and nothing else. */
export function createModuleLoader(realm: Realm, dist: string): LoadModule {
  const modules = new Map<string, { exports: unknown }>();

  function load(file: string): unknown {
    const path = file.endsWith('.js') ? file : `${file}.js`;
    const known = modules.get(path);
    if (known !== undefined) return known.exports;
    if (!existsSync(path)) throw new Error(`module ${path} is not in the bundle ${dist}`);

    const module = { exports: realm.object({}) as unknown };
    modules.set(path, module);
    const code = `(function (require, module, exports) {${readFileSync(path, 'utf8')}\n})`;
    const wrapper = realm.evaluate(code, path) as Wrapper;
    wrapper((request) => load(resolve(dirname(path), request)), module, module.exports);
    return module.exports;
  }

  return (path) => load(join(resolve(dist), path));
}
