import { type Ask, type HeartbeatSocket, HeartbeatSocketError, type RequestOptions } from '@heartbeat-socket/core';
import { warn } from '../platform/create-taro-socket';
import type { SocketMethods } from './socket-result';

/**
 * The methods that the hook hands out. `mayAct` says whether their component can still do anything with the socket; it is
 * told whether that would connect it.
 */
export function createMethods<In, Out>(
  core: HeartbeatSocket<In, Out>,
  mayAct: (connects: boolean) => boolean,
): SocketMethods<In, Out> {
  function act<Result>(name: string, action: () => Result, otherwise: () => Result, connects = false): Result {
    if (mayAct(connects)) return action();
    if (process.env.NODE_ENV !== 'production') {
      const instead = name === 'send' ? '. What is to be said on leaving is a farewell: see useSubscription' : '';
      warn(`${name}() did nothing: its component has unmounted, or gone to another destination${instead}`);
    }
    return otherwise();
  }

  const nothing = () => {};
  return {
    send: (message, options) =>
      act(
        'send',
        () => core.send(message, options),
        () => 'dropped',
      ),
    request: (data: Out, options?: RequestOptions) =>
      act('request', () => (core.request as Ask<Out>)(data, options), notSent),
    standing: (message, farewell) =>
      act(
        'standing',
        () => core.standing(message, farewell),
        () => nothing,
      ),
    connect: () => act('connect', core.connect, nothing, true),
    disconnect: (code, reason) => act('disconnect', () => core.disconnect(code, reason), nothing),
    reconnect: () => act('reconnect', core.reconnect, nothing, true),
    serverNow: core.serverNow,
  };
}

/** A page that has gone has nobody left to catch it. */
function notSent(): Promise<never> {
  const rejected = Promise.reject(new HeartbeatSocketError('not-sent', 'its component has gone; it was not sent'));
  rejected.catch(() => {});
  return rejected;
}
