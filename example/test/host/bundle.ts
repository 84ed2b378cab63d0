import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createModuleLoader } from './module-loader';
import type { PageConfig } from './page';
import type { Realm } from './realm';

/** What a file of the bundle gave to `App`. */
export type AppConfig = Record<string, unknown>;

/** A compiled bundle whose files have run. */
export interface Bundle {
  readonly app: AppConfig;
  readonly pages: ReadonlyMap<string, PageConfig>;
  readonly tabs: readonly string[];
}

interface AppJson {
  readonly pages: readonly string[];
  readonly tabBar?: { readonly list?: ReadonlyArray<{ readonly pagePath: string }> };
}

function readJson<T>(file: string): T {
  if (!existsSync(file)) throw new Error(`${file} is missing: was the bundle built?`);
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

/** Runs the bundle as the platforms do at start: `app.js`, then each page's components and the page. */
export function loadBundle(realm: Realm, dist: string): Bundle {
  const appJson = readJson<AppJson>(join(dist, 'app.json'));
  const load = createModuleLoader(realm, dist);
  const pages = new Map<string, PageConfig>();
  let app: AppConfig | undefined;
  let route = '';

  realm.define({
    App(config: AppConfig) {
      app = config;
    },
    Page(config: PageConfig) {
      pages.set(route, config);
    },
    // Taro's `comp` only passes on what its page's data has; the view tree reads that data itself.
    Component() {},
    Behavior(behavior: unknown) {
      return behavior;
    },
  });

  load('app.js');
  for (const page of appJson.pages) {
    const { usingComponents = {} } = readJson<{ usingComponents?: Record<string, string> }>(join(dist, `${page}.json`));
    for (const component of Object.values(usingComponents)) {
      load(component.startsWith('/') ? component : join(page, '..', component));
    }
    route = page;
    load(page);
    if (!pages.has(page)) throw new Error(`${page}.js did not call Page`);
  }
  if (app === undefined) throw new Error('app.js did not call App');
  return { app, pages, tabs: (appJson.tabBar?.list ?? []).map((tab) => tab.pagePath) };
}
