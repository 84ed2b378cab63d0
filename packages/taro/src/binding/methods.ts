import {
  type Ask,
  type HeartbeatSocket,
  HeartbeatSocketError,
  noop,
  type RequestOptions,
} from '@heartbeat-socket/core';
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
  /** What a method answers that does nothing. */
  function gone<Answer>(name: string, answer: Answer): Answer {
    if (process.env.NODE_ENV !== 'production') {
      const instead = name === 'send' ? '. What is to be said on leaving is a farewell: see useSubscription' : '';
      warn(`${name}() did nothing: its component has unmounted, or gone to another destination${instead}`);
    }
    return answer;
  }

  return {
    send: (message, options) => (mayAct(false) ? core.send(message, options) : gone('send', 'dropped')),
    request: (data: Out, options?: RequestOptions) =>
      mayAct(false) ? (core.request as Ask<Out>)(data, options) : gone('request', notSent()),
    standing: (message, farewell) => (mayAct(false) ? core.standing(message, farewell) : gone('standing', noop)),
    connect: () => (mayAct(true) ? core.connect() : gone('connect', undefined)),
    disconnect: (code, reason) => (mayAct(false) ? core.disconnect(code, reason) : gone('disconnect', undefined)),
    reconnect: () => (mayAct(true) ? core.reconnect() : gone('reconnect', undefined)),
    serverNow: core.serverNow,
  };
}

/** A page that has gone has nobody left to catch it. */
function notSent(): Promise<never> {
  const rejected = Promise.reject(new HeartbeatSocketError('not-sent', 'its component has gone; it was not sent'));
  rejected.catch(noop);
  return rejected;
}
