import { createAppLifecycle } from './app-lifecycle';
import { loadBundle } from './bundle';
import { createClock } from './clock';
import type { Host, HostConsole, LaunchOptions } from './host-api';
import { resolveKnobs } from './knobs';
import { createLogicThread } from './logic-thread';
import { createNativeApi } from './native-api';
import { createNativeListeners } from './native-listeners';
import type { NativeCall, NativeParts } from './native-parts';
import { createNavigation } from './navigation';
import { createNetwork } from './network';
import { createPage, type Page } from './page';
import { createPageStack } from './page-stack';
import { createRealm } from './realm';
import { createSocketPool } from './socket-pool';
import { createTrackedTimers } from './tracked-timers';
import { createWatch } from './until';
import { fireViewEvent } from './view-events';
import { readViewTemplates } from './view-templates';
import { flatten, printView, readView, type ViewElement } from './view-tree';

export type { Host, LaunchOptions } from './host-api';

const CONSOLE_LEVELS = ['log', 'info', 'debug', 'warn', 'error'] as const;
const NATIVE = { weapp: 'wx', alipay: 'my' };
const TAIL = 15;
const TAP = { x: 0, y: 0 };

/** Starts a compiled bundle and opens a page of it; settles when the page shows something. */
export async function launch(options: LaunchOptions): Promise<Host> {
  const {
    platform,
    native: nativeName = NATIVE[platform],
    dist,
    page: firstPage,
    query = {},
    speed,
    ...given
  } = options;
  const knobs = resolveKnobs(platform, given);
  const log: NativeCall[] = [];
  const output: HostConsole[] = [];

  const watch = createWatch(describe);
  const clock = createClock(speed);
  const thread = createLogicThread(watch.signal);
  const timers = createTrackedTimers(thread, clock);
  const realm = createRealm(clock, thread, knobs.promises);
  const listeners = createNativeListeners(thread);
  const network = createNetwork({ platform, knobs, realm, thread, listeners, sockets: () => sockets });
  const sockets = createSocketPool({ knobs, clock, thread, isOnline: network.isOnline });
  const templates = readViewTemplates(dist);

  function record(name: string, args: readonly unknown[]): void {
    log.push({ name, args });
    watch.signal();
  }

  const parts: NativeParts = {
    platform,
    knobs,
    clock,
    realm,
    thread,
    listeners,
    sockets,
    isOnline: network.isOnline,
    record,
  };
  const launchOptions = realm.copy({ path: firstPage, query, scene: 1001, referrerInfo: {} });
  const native = createNativeApi(parts, {
    navigation: createNavigation(parts, () => stack),
    launchOptions,
    networkAnswer: network.answer,
  });
  const levels = CONSOLE_LEVELS.map((level) => [
    level,
    (...args: unknown[]) => output.push({ level, text: args.map(String).join(' ') }),
  ]);
  // All that a real Alipay client has of it; Taro's alipay plugin reads it at start.
  if (platform === 'alipay') realm.define({ navigator: realm.object({ swuserAgent: 'AlipayClient/10.5.0' }) });
  realm.define({
    ...timers.globals,
    console: Object.fromEntries(levels),
    [nativeName]: native,
    getApp: () => bundle.app,
    getCurrentPages: () => [...stack.pages],
  });

  const bundle = loadBundle(realm, dist);
  const stack = createPageStack({
    thread,
    tabs: bundle.tabs,
    hasRoute: (route) => bundle.pages.has(route),
    openPage: (route, pageQuery) =>
      createPage({ realm, thread, onData }, bundle.pages.get(route) ?? {}, route, pageQuery),
  });
  const lifecycle = createAppLifecycle({
    app: bundle.app,
    clock,
    launchOptions,
    listeners,
    sockets,
    stack,
    tap: (id) => touch(id, 'tap', TAP),
    thread,
    timers,
  });

  let view: { readonly page: Page; readonly tree: ViewElement[]; readonly elements: ViewElement[] } | undefined;

  let setDataCalls = 0;

  function onData(): void {
    setDataCalls++;
    view = undefined;
    watch.signal();
  }

  /** Read anew only when data came: conditions look at it on each event of the program. */
  function viewOfTop() {
    const page = stack.top;
    if (page === undefined) return { tree: [], elements: [] };
    if (view?.page === page) return view;
    const tree = readView(page.data, templates);
    view = { page, tree, elements: flatten(tree) };
    return view;
  }
  const elements = () => viewOfTop().elements;

  function describe(): string {
    return [
      `page ${stack.top?.route ?? '(none)'}${lifecycle.isHidden ? ', in the background' : ''}`,
      printView(viewOfTop().tree),
      `sockets ${sockets.size}, timers [${timers.pending()}], listeners ${JSON.stringify(listeners.counts())}`,
      ...thread.errors.map((error) => `thrown: ${error instanceof Error ? error.stack : error}`),
      ...log.slice(-TAIL).map(({ name }) => `called: ${name}`),
      ...output.slice(-TAIL).map(({ level, text }) => `console.${level}: ${text}`),
    ].join('\n');
  }

  function element(id: string): ViewElement {
    const found = elements().find((each) => each.id === id);
    if (found === undefined) throw new Error(`the page shows no #${id}\n${describe()}`);
    return found;
  }

  async function fire(id: string, type: string, detail: object = {}): Promise<void> {
    if (lifecycle.isHidden) throw new Error('nobody can touch an app in the background');
    touch(id, type, detail);
    await thread.idle();
  }

  function touch(id: string, type: string, detail: object): void {
    const target = element(id);
    if (target.attribute('disabled')) throw new Error(`#${id} is disabled: it fires no ${type}`);
    const page = stack.top;
    if (page !== undefined) fireViewEvent(parts, page, target, type, realm.copy(detail));
  }

  async function move(problem: string | undefined): Promise<void> {
    if (problem !== undefined) throw new Error(problem);
    await watch.until(() => viewOfTop().tree.length > 0);
    await thread.idle();
  }

  lifecycle.launch();
  await move(stack.start(firstPage, query));

  return {
    knobs,
    log,
    console: output,
    errors: thread.errors,
    network,
    until: watch.until,
    now: clock.now,
    pass: (milliseconds) => new Promise((resolve) => void clock.after(milliseconds, resolve)),
    describe,
    elements,
    element,
    text: (id) => element(id).text,
    find: (className) => elements().filter((each) => each.classes.includes(className)),
    has: (id) => elements().some((each) => each.id === id),
    fire,
    tap: (id) => fire(id, 'tap', TAP),
    input: (id, value) => fire(id, 'input', { value, cursor: value.length }),
    navigateTo: (url) => move(stack.navigateTo(url)),
    redirectTo: (url) => move(stack.redirectTo(url)),
    reLaunch: (url) => move(stack.reLaunch(url)),
    switchTab: (url) => move(stack.switchTab(url)),
    navigateBack: (delta) => move(stack.navigateBack(delta)),
    async leave() {
      stack.unloadAll();
      await thread.idle();
    },
    background: lifecycle.background,
    foreground: lifecycle.foreground,
    cutLine: () => sockets.each((socket) => socket.cut()),
    receive: (frame) => sockets.each((socket) => socket.receive(frame)),
    async letGo() {
      sockets.letGo();
      await thread.idle();
    },
    get setDataCalls() {
      return setDataCalls;
    },
    get open() {
      return { sockets: sockets.size, timers: timers.pending().length, listeners: listeners.counts() };
    },
    close() {
      timers.stop();
      thread.stop();
      sockets.each((socket) => socket.destroy());
      if (thread.errors.length > 0) throw new AggregateError(thread.errors, `the program threw\n${describe()}`);
    },
  };
}
