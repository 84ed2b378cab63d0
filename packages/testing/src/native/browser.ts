import type { Entry } from '../ledger';
import type { World } from '../world';

type Listener = (event?: unknown) => void;

/** `navigator.connection`, as far as Taro reads it. */
export interface NetworkInformation {
  readonly type?: string;
  readonly effectiveType?: string;
  addEventListener(name: string, listener: Listener): void;
  removeEventListener(name: string, listener: Listener): void;
}

/** What a page's browser tells of itself: whether it is shown, and whether it is online. */
export interface Browser {
  readonly connection: NetworkInformation | undefined;
  /** What the browser believes from now on, and tells. */
  tellVisible(visible: boolean): void;
  tellOnline(online: boolean): void;
  /** Takes over the globals. Again does nothing. */
  install(): void;
  restore(): void;
}

const NETWORK_EVENTS: readonly string[] = ['online', 'offline'];

/** Takes over what `document`, `navigator` and `window` tell, where the test environment has them. */
export function createBrowser(world: World): Browser {
  const { knobs, ledger } = world;
  const restores: Array<() => void> = [];
  const changes = new Set<Listener>();
  let isVisible = true;
  let isOnline = true;

  function replace(owner: object, name: string, get: () => unknown): void {
    Object.defineProperty(owner, name, { configurable: true, get });
    restores.push(() => Reflect.deleteProperty(owner, name));
  }

  const connection: NetworkInformation = {
    get type() {
      return knobs.networkInformation === 'type' ? (isOnline ? 'wifi' : 'none') : undefined;
    },
    get effectiveType() {
      return knobs.networkInformation === 'effectiveType' ? '4g' : undefined;
    },
    addEventListener: (_name, listener) => void changes.add(listener),
    removeEventListener: (_name, listener) => void changes.delete(listener),
  } as NetworkInformation;
  const present = () => (knobs.networkInformation === 'absent' ? undefined : connection);

  function watchNetworkListeners(target: Window): void {
    const { addEventListener, removeEventListener } = target;
    const entries = new Map<unknown, Entry>();
    target.addEventListener = ((name: string, listener: EventListener, ...rest: []) => {
      if (NETWORK_EVENTS.includes(name)) {
        const entry = ledger.note(`a listener of window "${name}"`);
        entry.open();
        entries.set(listener, entry);
      }
      addEventListener.call(target, name, listener, ...rest);
    }) as typeof addEventListener;
    target.removeEventListener = ((name: string, listener: EventListener, ...rest: []) => {
      entries.get(listener)?.close();
      removeEventListener.call(target, name, listener, ...rest);
    }) as typeof removeEventListener;
    restores.push(() => Object.assign(target, { addEventListener, removeEventListener }));
  }

  return {
    get connection() {
      return present();
    },
    tellVisible(visible) {
      isVisible = visible;
      if (typeof document !== 'undefined') document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    },
    tellOnline(online) {
      isOnline = online;
      if (typeof window !== 'undefined') window.dispatchEvent(new Event(online ? 'online' : 'offline'));
      for (const change of [...changes]) change();
    },
    install() {
      if (restores.length > 0) return;
      if (typeof document !== 'undefined') {
        replace(document, 'visibilityState', () => (isVisible ? 'visible' : 'hidden'));
        replace(document, 'hidden', () => !isVisible);
      }
      if (typeof navigator !== 'undefined') {
        replace(navigator, 'onLine', () => isOnline);
        replace(navigator, 'connection', present);
      }
      if (typeof window !== 'undefined') watchNetworkListeners(window);
    },
    restore() {
      for (const restore of restores.splice(0).reverse()) restore();
    },
  };
}
