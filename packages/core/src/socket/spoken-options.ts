import type { HeartbeatOptions } from '../heartbeat/heartbeat-options';
import type { Requests } from '../messages/requests';
import type { Frame } from '../ports/ports';
import type { Codec } from '../protocol/codec';
import type { Protocol } from '../protocol/protocol';

/** A type that follows from elsewhere: nothing is inferred from where this stands. */
export type Fixed<Type> = [Type][Type extends unknown ? 0 : never];

/** Options of a socket that sends strings and ArrayBuffers and receives strings. `Request`: its option `request`. */
export interface TextOptions<Request> {
  codec?: undefined;
  protocol?: undefined;
  request?: Request & (Requests<string, Frame> | undefined);
}

/** Options of a socket whose messages are what its codec makes of frames. */
export interface CodecOptions<In, Out, Request> {
  codec: Codec<In, Out>;
  protocol?: undefined;
  request?: Request & (Requests<Fixed<In>, Fixed<Out>> | undefined);
}

/** Options of a socket whose messages are what its protocol makes of frames; what the session does is no option. */
export interface ProtocolOptions<In, Out, Request> {
  protocol: Protocol<In, Out>;
  codec?: undefined;
  handshake?: undefined;
  heartbeat?:
    | (HeartbeatOptions & { ping?: undefined; isPong?: undefined; reply?: undefined; serverTime?: undefined })
    | false
    | undefined;
  request?: Request & (Requests<Fixed<In>, Fixed<Out>> | undefined);
}
