export { type Cancel, type Clock, noop, systemClock } from './clock';
export type { CloseCause, CloseCauseKind, Loss } from './close-cause';
export { CloseCode } from './close-code';
export { type Codec, isArrayBuffer, jsonCodec, rawCodec, textCodec } from './codec';
export type { SocketEvents } from './delivery';
export { type ErrorCode, HeartbeatSocketError, textOf } from './errors';
export { type FlightEvent, type FlightRecorder, type RecordOptions, recordSocket } from './flight-recorder';
export type { Freshness } from './freshness';
export type { HeartbeatSocket, SendResult } from './heartbeat-socket';
export type {
  DropReason,
  HeartbeatOptions,
  OutboxOptions,
  PingInfo,
  ReconnectOptions,
  RequestOptions,
  RequestSettings,
  SendOptions,
  SocketCallbacks,
  SocketOptions,
  SocketUrl,
  Status,
} from './options';
export type {
  AppVisibility,
  Background,
  Connection,
  ConnectionEvent,
  ConnectionRequest,
  Frame,
  NetworkStatus,
  Ports,
  Transport,
} from './ports';
export type { MessageInfo, MessageListener, ResyncContext } from './resync';
export type { SocketSnapshot } from './snapshot';
export { createSocket } from './socket';
export type { TraceEvent } from './trace';
export type { Owner } from './wish';
