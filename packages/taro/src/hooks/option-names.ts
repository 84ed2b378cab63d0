import {
  type OptionNames,
  type ResyncNumbers,
  type SocketCallbacks,
  type SocketOptions,
  warnOfNames,
} from '@heartbeat-socket/core';
import { warn } from '../platform/create-taro-socket';
import type { HeartbeatSocketOptions, SharedSocketOptions } from './hook-options';
import type { SocketMessageOptions } from './use-socket-message';
import type { SocketReducerOptions } from './use-socket-reducer';

type Hook = HeartbeatSocketOptions<unknown, unknown>;
type Socket = SocketOptions<unknown, unknown> & SocketCallbacks<unknown, unknown>;

const COMPONENT: OptionNames<Omit<Hook, keyof Socket>> = { key: true, enabled: true, whilePageHidden: true };
const SHARING: OptionNames<Omit<SharedSocketOptions<unknown, unknown>, keyof Hook>> = { linger: true };
const MESSAGE: OptionNames<Omit<SocketMessageOptions<unknown, unknown>, keyof ResyncNumbers>> = { resync: true };
const REDUCER: OptionNames<Omit<SocketReducerOptions<unknown, unknown>, keyof ResyncNumbers>> = {
  resync: true,
  flushInterval: true,
};

/** What each hook takes. */
const TAKEN = {
  useHeartbeatSocket: ['socket', 'callbacks', COMPONENT],
  'useHeartbeatSocket with a socket': ['callbacks'],
  useSharedSocket: ['socket', 'callbacks', COMPONENT, SHARING],
  useSocketMessage: ['resync', MESSAGE],
  useSocketReducer: ['resync', REDUCER],
} as const;

/**
 * Warns of each option that a hook does not take, once for each name. For development: to be called only there.
 *
 * @throws HeartbeatSocketError `invalid-option` when the options are no object
 */
export function warnOfOptions(hook: keyof typeof TAKEN, options: object): void {
  const note = TAKEN[hook].length === 1 ? 'All others are given where the socket is made.' : '';
  warnOfNames(hook, options, TAKEN[hook], warn, note);
}
