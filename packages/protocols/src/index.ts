/**
 * Protocols for the option `protocol`.
 *
 * @module @heartbeat-socket/protocols
 */
export {
  type GraphqlCommand,
  type GraphqlMessage,
  type GraphqlOperation,
  type GraphqlResult,
  type GraphqlTransportWsOptions,
  graphqlRequests,
  graphqlTransportWs,
} from './graphql-transport-ws/graphql-transport-ws';
export {
  type SocketIoAck,
  type SocketIoEvent,
  type SocketIoMessage,
  type SocketIoOptions,
  socketIo,
  socketIoAcks,
} from './socket-io/socket-io';
export type { StompCommand, StompHeaders, StompMessage } from './stomp/frame';
export { type StompOptions, stomp, stompReceipts } from './stomp/stomp';
