import { contained } from '../contained';
import { taroApi } from '../taro-api';
import type { SocketTask } from './quirks';

/** What hears the events of the app's one socket. */
interface Heard {
  open(event: unknown): void;
  message(event: unknown): void;
  error(event: unknown): void;
  close(event: unknown): void;
}

/** The listeners of Alipay's global functions, one of each. */
export interface GlobalListeners {
  /** Adds them, unless they are there. */
  bind(forwarders: SocketTask): void;
  /** Takes them off. Where this Taro cannot, they stay for the app's life: once each, whatever connects. */
  unbind(): void;
  /** They are gone already. */
  forget(): void;
}

/** Makes the listeners; none is added. */
export function createGlobalListeners(heard: Heard): GlobalListeners {
  let isBound = false;
  return {
    bind(forwarders) {
      if (isBound) return;
      isBound = true;
      forwarders.onOpen(heard.open);
      forwarders.onMessage(heard.message);
      forwarders.onError(heard.error);
      forwarders.onClose(heard.close);
    },
    unbind() {
      if (!isBound || !taroApi.offSocket('Open')) return;
      contained(() => taroApi.offSocket('Open')?.(heard.open));
      contained(() => taroApi.offSocket('Message')?.(heard.message));
      contained(() => taroApi.offSocket('Error')?.(heard.error));
      contained(() => taroApi.offSocket('Close')?.(heard.close));
      isBound = false;
    },
    forget() {
      isBound = false;
    },
  };
}
