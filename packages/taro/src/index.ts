/**
 * The hooks for React on Taro, and everything of `@heartbeat-socket/core`.
 *
 * @module @heartbeat-socket/taro
 */
export * from '@heartbeat-socket/core';
export type { SocketMethods, UseHeartbeatSocketResult } from './binding/socket-result';
export type { SocketSource } from './binding/socket-source';
export { createHeartbeatSocket } from './create-heartbeat-socket';
export type { HeartbeatSocketOptions, SharedSocketOptions } from './hooks/hook-options';
export { type FreshnessOptions, useFreshness } from './hooks/use-freshness';
export { useHeartbeatSocket } from './hooks/use-heartbeat-socket';
export { type LostConnectionOptions, useLostConnection } from './hooks/use-lost-connection';
export { useRetryIn } from './hooks/use-retry-in';
export { type ServerNowOptions, useServerNow } from './hooks/use-server-now';
export { useSharedSocket } from './hooks/use-shared-socket';
export { type SocketMessageOptions, useSocketMessage } from './hooks/use-socket-message';
export { type ReducerResyncContext, type SocketReducerOptions, useSocketReducer } from './hooks/use-socket-reducer';
export { useSocketSnapshot } from './hooks/use-socket-snapshot';
export { useSubscription } from './hooks/use-subscription';
