export type { EventListenerLike, ListenerOptions, SocketEventHandler } from './event-listeners';
export type { SocketCloseEvent, SocketErrorEvent, SocketEvent, SocketEventMap, SocketMessageEvent } from './events';
export { TaroWebSocket, type TaroWebSocketOptions } from './taro-web-socket';
