import './abort-controller';
import { TaroWebSocket } from '@heartbeat-socket/taro/web-socket';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';

export function connectMqtt(url: string, options: IClientOptions = {}): MqttClient {
  return mqtt.connect(url, {
    createWebsocket: (address, protocols) => new TaroWebSocket(address, protocols),
    // Its other kind of timer runs in a worker, which mini-programs do not have.
    timerVariant: 'native',
    // Seconds to its ping; an unanswered one ends the connection.
    keepalive: 25,
    ...options,
  });
}
