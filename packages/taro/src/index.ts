export * from '@heartbeat-socket/core';
export { createHeartbeatSocket } from './create-heartbeat-socket';
export type { HeartbeatSocketOptions } from './hook-options';
export type { SocketMethods, UseHeartbeatSocketResult } from './socket-result';
export type { SocketSource } from './socket-source';
export { useHeartbeatSocket } from './use-heartbeat-socket';
export { useRetryIn } from './use-retry-in';
export { useSocketMessage } from './use-socket-message';
export { useSocketSnapshot } from './use-socket-snapshot';
