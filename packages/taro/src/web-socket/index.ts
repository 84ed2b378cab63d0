/**
 * A `WebSocket` on `Taro.connectSocket`, for client libraries that take a constructor.
 *
 * @module @heartbeat-socket/taro/web-socket
 */
export type { EventListenerLike, ListenerOptions, SocketEventHandler } from './event-listeners';
export type { SocketCloseEvent, SocketErrorEvent, SocketEvent, SocketEventMap, SocketMessageEvent } from './events';
export { TaroWebSocket, type TaroWebSocketOptions } from './taro-web-socket';
