type Callback = (event?: unknown) => void;

/** The functions of `my` that Taro's forwarders call. */
export type SingleSocketFunctions = Readonly<Record<string, (argument?: unknown) => void>>;

/**
 * What Taro's Alipay plugin does to the result of `connectSocket`: six functions that speak to the app's one global
 * socket, whichever socket the result is of. `close` drops its argument (@tarojs/plugin-platform-alipay 4.2,
 * runtime-utils, `modifyAsyncResult`). A result of `undefined` throws, in the middle of the native callback.
 */
export function addForwarders(my: SingleSocketFunctions, result: unknown): void {
  const target = result as Record<string, unknown>;
  target.onClose = (listener: Callback) => my.onSocketClose?.(listener);
  target.onError = (listener: Callback) => my.onSocketError?.(listener);
  target.onMessage = (listener: Callback) => my.onSocketMessage?.(listener);
  target.onOpen = (listener: Callback) => my.onSocketOpen?.(listener);
  target.send = (options: unknown) => void my.sendSocketMessage?.(options);
  target.close = () => void my.closeSocket?.();
}
