import type { Frame, Protocol, RequestSettings, Sink } from '@heartbeat-socket/core';
import { generate, type IConnackPacket, type Packet, parser } from 'mqtt-packet';

/** What the app says and hears: a subscription, or a text under a topic. A `messageId` asks for a confirmation (QoS 1). */
export type MqttMessage =
  | { readonly subscribe: string }
  | { readonly topic: string; readonly text: string; readonly messageId?: number }
  | { readonly confirmed: number };

const ACCEPTED = 0;

/** A little of MQTT 3.1.1, as a protocol that an app makes itself. */
export function mqtt(login: {
  username: string;
  password: string;
  keepalive: number;
}): Protocol<MqttMessage, MqttMessage> {
  const frameOf = (packet: Packet): ArrayBuffer => new Uint8Array(generate(packet)).buffer;
  let subscriptions = 0;

  return {
    protocols: ['mqtt'],
    start() {
      const packets = parser();
      let sink: Sink<MqttMessage> | undefined;

      packets.on('packet', (packet: Packet) => {
        if (packet.cmd === 'connack') greet(packet);
        else if (packet.cmd === 'pingresp') sink?.pong();
        else if (packet.cmd === 'puback') sink?.message({ confirmed: packet.messageId as number });
        else if (packet.cmd === 'publish') sink?.message({ topic: packet.topic, text: String(packet.payload) });
      });
      packets.on('error', (error: Error) => sink?.refuse(`MQTT: ${error.message}`, 'backoff'));

      function greet({ returnCode }: IConnackPacket): void {
        if (returnCode !== ACCEPTED) return sink?.refuse(`CONNACK ${returnCode}`);
        sink?.tune({ interval: 500 * login.keepalive, always: true });
        sink?.ready();
      }

      return {
        hello: () =>
          frameOf({
            cmd: 'connect',
            protocolId: 'MQTT',
            protocolVersion: 4,
            clean: true,
            clientId: '',
            ...login,
            password: Buffer.from(login.password),
          }),
        read(frame: Frame, to) {
          if (typeof frame === 'string') throw new TypeError('MQTT: expected binary frames, got a text');
          sink = to;
          packets.parse(Buffer.from(frame));
        },
        write(message) {
          if ('subscribe' in message) {
            subscriptions += 1;
            return frameOf({
              cmd: 'subscribe',
              messageId: subscriptions,
              subscriptions: [{ topic: message.subscribe, qos: 0 }],
            });
          }
          if ('confirmed' in message)
            throw new TypeError('MQTT: expected a subscription or a text, got a confirmation');
          const { topic, text, messageId } = message;
          const quality = messageId === undefined ? { qos: 0 as const } : { qos: 1 as const, messageId };
          return frameOf({ cmd: 'publish', topic, payload: text, dup: false, retain: false, ...quality });
        },
        ping: () => frameOf({ cmd: 'pingreq' }),
      };
    },
  };
}

/** Requests that the broker confirms. Its numbers are small, the socket's ids are long. */
export function mqttConfirmations(): RequestSettings<MqttMessage, MqttMessage> {
  const ids: string[] = [];
  return {
    tag: (message, id) => ('topic' in message ? { ...message, messageId: 1_000 + ids.push(id) } : message),
    match(message) {
      const id = 'confirmed' in message ? ids[message.confirmed - 1_001] : undefined;
      return id === undefined ? undefined : { id, value: 'confirmed' };
    },
  };
}
