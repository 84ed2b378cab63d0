import type { World } from '../world';
import { watchListeners } from './window-listeners';

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
  readonly isVisible: boolean;
  /** `visibilitychange`, until the world ends; a test environment without a window has it too. */
  addVisibilityListener(listener: Listener): void;
  removeVisibilityListener(listener: Listener): void;
  /** What the browser believes from now on, and tells. */
  tellVisible(visible: boolean): void;
  tellOnline(online: boolean): void;
  /** Takes over the globals. Again does nothing. */
  install(): void;
  restore(): void;
}

/** Takes over what `document`, `navigator` and `window` tell, where the test environment has them. */
export function createBrowser(world: World): Browser {
  const { knobs } = world;
  const restores: Array<() => void> = [];
  const changes = new Set<Listener>();
  const visibility = new Set<Listener>();
  let isVisible = true;
  let isOnline = true;

  function replace(owner: object, name: string, get: () => unknown): void {
    const replaced = Object.getOwnPropertyDescriptor(owner, name);
    Object.defineProperty(owner, name, { configurable: true, get });
    restores.push(() => {
      Reflect.deleteProperty(owner, name);
      if (replaced) Object.defineProperty(owner, name, replaced);
    });
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

  return {
    get connection() {
      return present();
    },
    get isVisible() {
      return isVisible;
    },
    addVisibilityListener: (listener) => void visibility.add(listener),
    removeVisibilityListener: (listener) => void visibility.delete(listener),
    tellVisible(visible) {
      isVisible = visible;
      if (typeof document !== 'undefined') document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      for (const listener of [...visibility]) listener();
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
      if (typeof window !== 'undefined') restores.push(watchListeners(window, ['online', 'offline'], world.ledger));
    },
    restore() {
      for (const restore of restores.splice(0).reverse()) restore();
    },
  };
}
