export type { CloseCause, CloseCauseKind, Loss } from './connection/close-cause';
export { CloseCode } from './connection/close-code';
export type { Status } from './connection/status';
export { type ErrorCode, HeartbeatSocketError, textOf } from './errors';
export type { Freshness } from './heartbeat/freshness';
export type { HeartbeatOptions, PingInfo } from './heartbeat/heartbeat-options';
export type { SocketEvents } from './messages/delivery';
export type { MessageListener, ResyncContext } from './messages/resync';
export type {
  DropReason,
  OutboxOptions,
  RequestOptions,
  RequestSettings,
  SendOptions,
  SendResult,
} from './messages/sending-options';
export { type Cancel, type Clock, noop, systemClock } from './ports/clock';
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
} from './ports/ports';
export { type Codec, isArrayBuffer, jsonCodec, rawCodec, textCodec } from './protocol/codec';
export type { Protocol, Session, Sink } from './protocol/protocol';
export { type FlightEvent, type FlightRecorder, type RecordOptions, recordSocket } from './recorder/flight-recorder';
export type { TraceEvent } from './recorder/trace';
export type { MessageInfo, SocketCallbacks } from './socket/callbacks';
export { type Check, createCheck } from './socket/check';
export type { HeartbeatSocket } from './socket/heartbeat-socket';
export type { Hold, Owner } from './socket/holders';
export type { ReconnectOptions, SocketOptions, SocketUrl } from './socket/options';
export { INITIAL_SNAPSHOT, type SnapshotChange, type SocketSnapshot } from './socket/snapshot';
export { createSocket } from './socket/socket';
