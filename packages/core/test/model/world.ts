import type { SocketOptions } from '../../src/socket/options';
import { createSocket } from '../../src/socket/socket';
import { createSwitch } from '../set-up';
import { createAudience } from './audience';
import type { Outcome } from './item';
import { createLedger } from './ledger';
import { createLines, PING } from './line';
import { createServer, matchAnswer } from './server';
import type { Setting } from './story';
import { createTimetable } from './timetable';

/** What a callback of the app can be told of, for it to do something at that moment. */
export type Moment = 'open' | 'close' | 'message' | 'drop' | 'statusChange' | 'opening' | 'heard' | 'resync';

/** A socket in its surroundings, the model of it, and what an app can do with it. */
export function createWorld(setting: Setting) {
  const { box } = setting;
  const faults: string[] = [];
  /** What the app does when it is told of something next, once. */
  const armed = new Map<Moment, () => void>();
  let key = 'lot 1';
  let isGreeting = false;
  let isOver = false;
  let isObliging = false;
  let nested = 0;

  const fault = (what: string) => void faults.push(what);
  const isOpen = () => lines.current()?.isOpen === true;
  const isAtRest = () => ['idle', 'closed'].includes(socket.getSnapshot().status);
  const ledger = createLedger({ box, fault, key: () => key, isAtRest, isGreeting: () => isGreeting });
  const lines = createLines({
    handed: (line, frame) => (isOver ? fault(`${frame} was sent after the end`) : ledger.handed(line, frame)),
    failed: (line, frame) => !isOver && ledger.failed(line, frame),
    closed(line) {
      server.lineClosed();
      ledger.closed(line);
      audience.lineClosed();
    },
  });
  const server = createServer(lines, fault);
  const timetable = createTimetable();
  const app = createSwitch(true);
  const network = createSwitch(true);

  const options = (): SocketOptions<string, string> => ({
    key,
    outbox: box ?? false,
    background: setting.background,
    heartbeat: setting.heartbeat && { interval: 5_000, pongTimeout: 3_000, ping: PING },
    reconnect: { maxAttempts: setting.maxAttempts },
    request: {
      tag: (data, id) => `${data}#${id}`,
      match: matchAnswer,
    },
  });

  const socket = createSocket<string, string>(
    { clock: timetable.clock, transport: lines.transport, network, visibility: app, random: () => 0.5 },
    'wss://bid.example.com/ws',
    options(),
  );

  /** The app is told of something, and may have something to do then. */
  function reached(moment: Moment): void {
    if (isOver) return fault(`${moment} was told after the end`);
    const act = armed.get(moment);
    armed.delete(moment);
    nested += 1;
    act?.();
    nested -= 1;
  }

  socket.on('open', () => {
    isGreeting = true;
    nested += 1;
    for (let count = 0; count < setting.greetings; count += 1) world.send(true);
    nested -= 1;
    reached('open');
    isGreeting = false;
  });
  socket.on('close', () => reached('close'));
  socket.on('message', (text) => {
    server.told(text);
    audience.told(text);
    reached('message');
  });
  socket.on('drop', (text, reason) => {
    ledger.dropped(text, reason);
    reached('drop');
  });
  socket.on('statusChange', (status) => {
    if (status === 'closed') ledger.since.isAtRest = true;
    reached('statusChange');
    if (status === 'open') reached('opening');
  });
  socket.on('error', ({ code, message }) => code !== 'resync-failed' && fault(`${code}: ${message}`));

  const audience = createAudience(
    {
      fault,
      isOpen,
      isOver: () => isOver,
      isObliging: () => isObliging,
      heard: () => reached('heard'),
      asked: () => reached('resync'),
    },
    socket.listen,
  );

  /** What send has to return, where nothing but the state of now decides it. */
  function expected(mayQueue: boolean, isRefused: boolean) {
    const { status, pending } = socket.getSnapshot();
    // A refusal ends the line, and much may follow from that.
    const isOpenEnded = isRefused && (setting.maxAttempts < Infinity || box?.ttl === 0);
    if (nested > 0 || armed.size > 0 || isOpenEnded) return undefined;
    if (isAtRest()) return 'dropped';
    if (status === 'open') return isRefused ? (box ? 'queued' : 'dropped') : 'sent';
    const isTaken = box && mayQueue && (pending < box.limit || box.overflow === 'drop-oldest');
    return isTaken ? 'queued' : 'dropped';
  }

  const world = {
    socket,
    timetable,
    lines,
    server,
    ledger,
    audience,
    armed,
    app,
    network,
    faults,
    isOpen,
    /** From now on every resync gives what it has, and the app does nothing on its own. */
    oblige() {
      isObliging = true;
      armed.clear();
    },
    destroy() {
      isOver = true;
      ledger.since.isAtRest = true;
      socket.destroy();
    },
    send(mayQueue: boolean) {
      const due = expected(mayQueue, lines.mood.refusals > 0);
      const wasOpen = isOpen();
      const item = ledger.begin(null, mayQueue);
      const result = socket.send(item.text, { queue: mayQueue });
      ledger.begun(item, wasOpen);
      if (!due) return;
      if (result !== due) fault(`send(${item.text}) returned ${result}, expected ${due}`);
      if ((result === 'dropped') !== (item.drop !== null))
        fault(`${item.text} is ${result}, and onDrop says otherwise`);
    },
    request(retry: boolean, timeout: number) {
      const asked = { retry, timeout, answer: null, mustSettle: false, outcome: null };
      const wasOpen = isOpen();
      const item = ledger.begin(asked, true);
      const end = (outcome: Outcome) => ledger.settled(item, asked, outcome);
      socket.request(item.text, { retry, timeout }).then(
        (value) => end({ value }),
        ({ code, cause }) => end(code === 'request-rejected' ? { code, value: cause } : { code }),
      );
      ledger.begun(item, wasOpen);
    },
    newKey() {
      key = `lot ${Number(key.slice(4)) + 1}`;
      ledger.since.isRekeyed = true;
      socket.setOptions(options());
    },
  };
  return world;
}

/** All of it. */
export type World = ReturnType<typeof createWorld>;
