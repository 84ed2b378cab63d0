import type { LogicThread } from './logic-thread';
import type { Realm } from './realm';
import { applyPath } from './view-tree';

/** What a file of the bundle gave to `Page`. */
export type PageConfig = Record<string, unknown> & { readonly data?: object };

/** A page on the stack: the object that is `this` in its methods. */
export interface Page {
  [key: string]: unknown;
  readonly route: string;
  readonly data: Record<string, unknown>;
}

interface PageParts {
  readonly realm: Realm;
  readonly thread: LogicThread;
  /** Called when a page has new data. */
  onData(): void;
}

/** A page made of its config; it is not loaded yet. */
export function createPage(
  { realm, thread, onData }: PageParts,
  config: PageConfig,
  route: string,
  query: Record<string, string>,
): Page {
  const data = realm.copy({ ...config.data }) as Record<string, unknown>;
  return realm.object({
    ...config,
    data,
    route,
    __route__: route,
    is: route,
    options: query,
    setData(changes: Record<string, unknown>, callback?: () => void) {
      // What crosses the bridge is JSON: no function, no undefined, nothing shared with the program.
      for (const [path, value] of Object.entries(realm.copy(changes))) applyPath(data, path, value);
      if (typeof callback === 'function') thread.post(callback);
      onData();
    },
  });
}

/** Calls a lifecycle of the page now, if it has it. */
export function callPage(thread: LogicThread, page: Page, lifecycle: string, ...args: unknown[]): void {
  const method = page[lifecycle];
  if (typeof method === 'function') thread.run(() => method.apply(page, args));
}
