/**
 * The connection engine, without React, Taro or DOM.
 *
 * @module @heartbeat-socket/core
 */
export type { CloseCause, CloseCauseKind, Loss } from './connection/close-cause';
export { CloseCode } from './connection/close-code';
export { safeUrl } from './connection/safe-text';
export type { Status } from './connection/status';
export { type ErrorCode, HeartbeatSocketError, textOf } from './errors';
export { type Freshness, freshnessOf, watchFreshness } from './heartbeat/freshness';
export type { HeartbeatOptions, PingInfo } from './heartbeat/heartbeat-options';
export type { SocketEvents } from './messages/delivery';
export { listen } from './messages/listeners';
export { isPlain, messageKey } from './messages/message-key';
export { type RequestSettings, type Requests, requests } from './messages/requests';
export type { MessageListener, ResyncContext, ResyncNumbers } from './messages/resync';
export type {
  DropReason,
  OutboxOptions,
  RequestOptions,
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
export { type Handshake, type HandshakeOptions, handshake } from './protocol/handshake';
export type { Protocol, Session, Sink } from './protocol/protocol';
export { type FlightEvent, type FlightRecorder, type RecordOptions, recordSocket } from './recorder/flight-recorder';
export type { TraceEvent } from './recorder/trace';
export type { MessageInfo, SocketCallbacks } from './socket/callbacks';
export { checkNumber, clamp, type Range, refuse } from './socket/check';
export type { Opened } from './socket/feature';
export type { Ask, AskOf, HeartbeatSocket, NeedsOptionRequest } from './socket/heartbeat-socket';
export type { Hold, Owner } from './socket/holders';
export { type OptionNames, warnOfNames } from './socket/option-names';
export type { Address, ReconnectOptions, SocketOptions, SocketUrl, UrlInfo } from './socket/options';
export { INITIAL_SNAPSHOT, type SnapshotChange, type SocketSnapshot } from './socket/snapshot';
export { createSocket } from './socket/socket';
export { socketOf } from './socket/socket-of';
export type { CodecOptions, Fixed, ProtocolOptions, TextOptions } from './socket/spoken-options';
