import { type SocketUrl, useHeartbeatSocket, useSharedSocket } from '@heartbeat-socket/taro';
import type { Setting } from '../schedule/schedule';
import type { Options } from './hook-options';
import type { Scene, Socket } from './scene';
import { TIMING } from './timing';

/** Everything that knows how components share a socket. */

/** The hook of a component: one setting never changes in a schedule, so the hooks keep their order. */
export function useMemberSocket({ share }: Setting, url: SocketUrl, options: Options): Socket {
  // biome-ignore lint/correctness/useHookAtTopLevel: one setting never changes in a schedule
  return share ? useSharedSocket(url, { ...options, linger: TIMING.linger }) : useHeartbeatSocket(url, options);
}

/** Whether one destination may serve several components, and outlive the last of them for a while. */
export const isShared = ({ share }: Setting): boolean => share === true;

/** The component of a render does not want its shared socket: it hears nothing of it, and shows nothing. */
export const isUninterested = (setting: Setting, { props }: Scene): boolean =>
  isShared(setting) && (!props.enabled || props.address === 'none');
