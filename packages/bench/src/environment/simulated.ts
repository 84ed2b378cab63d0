import './dom-globals';
import { FakeWebSocket } from '../simulation/fake-web-socket';
import '../simulation/time';
import { seededRandom } from './seeded-random';

// Before any library loads: some take their WebSocket and their timers when they do.
Object.assign(globalThis, { WebSocket: FakeWebSocket });
Math.random = seededRandom(1);
