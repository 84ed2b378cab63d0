import type { LogicThread } from './logic-thread';
import { callPage, type Page } from './page';

const MAX_DEPTH = 10;

/** Makes a page for a route and its query. */
export type OpenPage = (route: string, query: Record<string, string>) => Page;

/**
 * The pages that are open, with the lifecycles that each way of moving gives them. Each of its moves returns what is
 * wrong, in the platform's words.
 */
export interface PageStack {
  readonly pages: readonly Page[];
  readonly top: Page | undefined;
  /** The first page. */
  start(route: string, query: Record<string, string>): string | undefined;
  navigateTo(url: string): string | undefined;
  redirectTo(url: string): string | undefined;
  reLaunch(url: string): string | undefined;
  switchTab(url: string): string | undefined;
  navigateBack(delta?: number): string | undefined;
  /** Unloads every page, the cached tabs too. */
  unloadAll(): void;
}

interface StackParts {
  readonly thread: LogicThread;
  readonly openPage: OpenPage;
  readonly tabs: readonly string[];
  hasRoute(route: string): boolean;
}

/** Route and query of an url; the platforms leave the query as it is written. */
function parseUrl(url: string, from: Page | undefined): { route: string; query: Record<string, string> } {
  const [path = '', search = ''] = url.split('?');
  const base = `host:///${path.startsWith('/') ? '' : (from?.route ?? '')}`;
  const query = search.split('&').filter((pair) => pair !== '');
  return {
    route: new URL(path, base).pathname.replace(/^\//, ''),
    query: Object.fromEntries(query.map((pair) => [pair.split('=')[0], pair.split('=').slice(1).join('=')])),
  };
}

/** An empty stack. */
export function createPageStack({ thread, openPage, tabs, hasRoute }: StackParts): PageStack {
  let pages: Page[] = [];
  const cachedTabs = new Map<string, Page>();
  const top = () => pages[pages.length - 1];

  function hide(page: Page | undefined): void {
    if (page !== undefined) callPage(thread, page, 'onHide');
  }

  function unload(page: Page): void {
    cachedTabs.delete(page.route);
    callPage(thread, page, 'onUnload');
  }

  function push(route: string, query: Record<string, string>): void {
    const page = openPage(route, query);
    pages = [...pages, page];
    if (tabs.includes(route)) cachedTabs.set(route, page);
    // Baidu's, before onLoad: what Taro compiles for it loads there, and has no onLoad (plugin-platform-swan 4.2.0).
    callPage(thread, page, 'onInit', page.options);
    callPage(thread, page, 'onLoad', page.options);
    callPage(thread, page, 'onShow');
    thread.post(() => callPage(thread, page, 'onReady'));
  }

  function unloadAll(): void {
    const leaving = new Set([...pages].reverse().concat([...cachedTabs.values()]));
    pages = [];
    for (const page of leaving) unload(page);
  }

  function moving(url: string, allowsTab: boolean, move: (route: string, query: Record<string, string>) => void) {
    const { route, query } = parseUrl(url, top());
    if (!hasRoute(route)) return `page "${route}" is not found`;
    if (!allowsTab && tabs.includes(route)) return 'can not navigateTo a tabbar page';
    move(route, query);
    return undefined;
  }

  return {
    get pages() {
      return pages;
    },
    get top() {
      return top();
    },
    start(route, query) {
      if (!hasRoute(route)) return `page "${route}" is not found`;
      push(route, query);
      return undefined;
    },
    navigateTo(url) {
      if (pages.length >= MAX_DEPTH) return `webview count limit exceed: ${MAX_DEPTH}`;
      return moving(url, false, (route, query) => {
        hide(top());
        push(route, query);
      });
    },
    redirectTo: (url) =>
      moving(url, false, (route, query) => {
        const leaving = top();
        pages = pages.slice(0, -1);
        if (leaving !== undefined) unload(leaving);
        push(route, query);
      }),
    reLaunch: (url) =>
      moving(url, true, (route, query) => {
        unloadAll();
        push(route, query);
      }),
    switchTab(url) {
      if (!tabs.includes(parseUrl(url, top()).route)) return 'can not switch to non-TabBar page';
      return moving(url, true, (route) => {
        const current = top();
        if (current?.route === route) return;
        if (current !== undefined && tabs.includes(current.route)) hide(current);
        for (const page of [...pages].reverse()) if (!tabs.includes(page.route)) unload(page);
        const cached = cachedTabs.get(route);
        pages = cached === undefined ? [] : [cached];
        if (cached === undefined) push(route, {});
        else callPage(thread, cached, 'onShow');
      });
    },
    navigateBack(delta = 1) {
      if (pages.length < 2) return 'cannot navigate back at first page';
      const leaving = pages.slice(Math.max(pages.length - delta, 1)).reverse();
      pages = pages.slice(0, pages.length - leaving.length);
      for (const page of leaving) unload(page);
      const shown = top();
      if (shown !== undefined) callPage(thread, shown, 'onShow');
      return undefined;
    },
    unloadAll,
  };
}
