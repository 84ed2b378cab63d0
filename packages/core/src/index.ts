export type { MessageInfo, SocketCallbacks } from './callbacks';
export { type Cancel, type Clock, noop, systemClock } from './clock';
export type { CloseCause, CloseCauseKind, Loss } from './close-cause';
export { CloseCode } from './close-code';
export { type Codec, isArrayBuffer, jsonCodec, rawCodec, textCodec } from './codec';
export type { SocketEvents } from './delivery';
export { type ErrorCode, HeartbeatSocketError, textOf } from './errors';
export { type FlightEvent, type FlightRecorder, type RecordOptions, recordSocket } from './flight-recorder';
export type { Freshness } from './freshness';
export type { HeartbeatOptions, PingInfo } from './heartbeat-options';
export type { HeartbeatSocket } from './heartbeat-socket';
export type { ReconnectOptions, SocketOptions, SocketUrl } from './options';
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
export type { MessageListener, ResyncContext } from './resync';
export type {
  DropReason,
  OutboxOptions,
  RequestOptions,
  RequestSettings,
  SendOptions,
  SendResult,
} from './sending-options';
export type { SnapshotChange, SocketSnapshot } from './snapshot';
export { createSocket } from './socket';
export type { Status } from './status';
export type { TraceEvent } from './trace';
export type { Owner } from './wish';
