import { listen } from '../../src/messages/listeners';
import { type Requests, requests } from '../../src/messages/requests';
import type { SocketOptions } from '../../src/socket/options';
import { createSocket } from '../../src/socket/socket';
import { createAudience } from './audience';
import { createCallbacks } from './callbacks';
import { createComplaints } from './complaints';
import { createHints } from './hints';
import type { Outcome } from './item';
import { createLedger } from './ledger';
import { createLines, type Line } from './line';
import { createLogins, FOR_GOOD } from './logins';
import { createQuestions } from './questions';
import { createServer, matchAnswer } from './server';
import { spokenOf } from './spoken';
import { MAX_DELAY, type Setting } from './story';
import { createTimetable, elapsed } from './timetable';
import { createUrls } from './urls';
import { createWatch } from './watch';

/** A socket in its surroundings, the model of it, and what an app can do with it. */
export function createWorld(setting: Setting) {
  const { box, waits } = setting;
  const faults: string[] = [];
  let isOver = false;
  let isObliging = false;
  /** The line that `onOpen` was told of last. */
  let greeted: Line | undefined;
  /** How long the device has slept. */
  let slept = 0;

  const fault = (what: string) => void faults.push(what);
  const status = () => socket.getSnapshot().status;
  const isOpen = () => lines.current()?.isOpen === true;
  const isClosed = () => status() === 'closed';
  /** One that does not know that the app is hidden takes a refusal for any other failure. */
  const isRefusing = () => isHeldBack() && !hints.app.current();
  /** What the platform refused waits until the socket hears that the app is shown. */
  const isHeldBack = () => setting.refusesWhileHidden && hints.isKnownHidden();

  const timetable = createTimetable();
  const complaints = createComplaints(fault);
  const hints = createHints(complaints);
  const questions = createQuestions({ complaints, fault, mark });
  const urls = createUrls({ questions, complaints, fault });
  const callbacks = createCallbacks({ complaints, fault, isOver: () => isOver });
  const ledger = createLedger({
    box,
    fault,
    isClosed,
    isGreeting: callbacks.isGreeting,
    isAsking: questions.isAsking,
    isHeldBack,
  });
  const lines = createLines({
    opened: urls.opened,
    handed: (line, frame) => (isOver ? fault(`${frame} was sent after the end`) : ledger.handed(line, frame)),
    failed: (line, frame) => !isOver && ledger.failed(line, frame),
    refused: ledger.refused,
    refusedLate: ledger.refusedLate,
    closed(line) {
      server.lineClosed();
      ledger.closed(line);
      audience.lineClosed();
    },
    ponged: () => server.ponged(),
    greeted: (line, text) => logins.greeted(line, text),
    wantsLogin: setting.login !== null,
    fault,
    thrown: complaints.createOfPort,
    isRefusing,
  });
  const logins = createLogins({
    kind: setting.login,
    questions,
    complaints,
    fault,
    current: lines.current,
    isHidden: hints.isKnownHidden,
  });
  const hasProtocol = setting.login === 'protocol';
  const server = createServer({
    lines,
    fault,
    answersPings: setting.heartbeat || hasProtocol,
    slept: () => slept,
  });
  const watch = createWatch({ fault, urls, server });

  /** `onOpen` runs, and the line that it was told of is still open. */
  const isFirstOnLine = () => callbacks.isGreeting() && greeted !== undefined && lines.current() === greeted;

  /** All that a method could change, in a word. */
  function mark(): string {
    const handed = lines.all.map(({ frames, isClosed }) => `${frames.length} ${isClosed}`);
    return `${status()} ${handed}`;
  }

  /** The app has read the server's time from a pong. */
  let hasToldTime = false;
  const { ask } = questions;
  const options: SocketOptions<string, string> = {
    outbox: box ?? false,
    background: setting.background,
    ...spokenOf({
      setting,
      questions,
      logins,
      ledger,
      server,
      timeRead() {
        hasToldTime = true;
      },
      unasked: () => watch.unasked(lines.current()),
    }),
    reconnect: {
      maxAttempts: setting.maxAttempts,
      maxDelay: MAX_DELAY,
      jitter: waits === 'jitter' ? (delay) => ask('jitter', () => delay) : 'full',
      delay: waits === 'delay' ? (attempt) => ask('delay', () => Math.min(attempt * 1_000, MAX_DELAY)) : undefined,
      // Left out, the default says so.
      shouldReconnect:
        waits === 'back-off' ? undefined : ({ reason }) => ask('shouldReconnect', () => reason !== FOR_GOOD),
    },
    request: requests<string, string>({
      tag: (text, id) =>
        ask(
          'tag',
          () => `${text}#${id}`,
          () => ledger.unmakeable(text),
        ),
      match: (text) =>
        ask(
          'match',
          () => matchAnswer(text),
          () => server.unmatched(text),
        ),
    }),
  };

  /** So many calls of `random` throw. */
  const random = { throws: 0 };

  const socket = createSocket<string, string, Requests<string, string> | undefined>(
    {
      clock: timetable.clock,
      transport: lines.transport,
      ...hints.ports,
      random() {
        if (random.throws === 0) return 0.5;
        random.throws -= 1;
        throw complaints.createOfPort('random');
      },
    },
    setting.asksUrl ? urls.ask : 'wss://bid.example.com/ws',
    options,
  );

  // A pong of which no round trip is known tells no time.
  socket.trace(({ type }) => {
    if (type === 'pong' && hasToldTime) watch.timeTold();
    hasToldTime = false;
  });

  const { reached } = callbacks;
  socket.on('open', (info) => {
    watch.opened(info);
    greeted = isOpen() ? lines.current() : undefined;
    callbacks.greet(() => {
      for (let count = 0; count < setting.greetings; count += 1) world.send(true);
    });
  });
  socket.on('close', (cause, { retryAt }) => {
    watch.lost(cause, retryAt);
    logins.lost(cause);
    reached('close');
  });
  socket.on('message', (text) => {
    server.told(text);
    audience.told(text);
    reached('message');
  });
  socket.on('drop', (text, reason) => {
    ledger.dropped(text, reason);
    reached('drop');
  });
  socket.on('statusChange', (next) => {
    if (next === 'closed') ledger.since.isClosed = true;
    reached(next === 'open' ? 'opening' : 'statusChange');
  });
  socket.on('error', complaints.told);

  const audience = createAudience(
    {
      fault,
      isOpen,
      isAsking: questions.isAsking,
      isOver: () => isOver,
      isObliging: () => isObliging,
      heard: () => reached('heard'),
      asked: () => ask('resync', () => {}),
    },
    (listener) => listen(socket, listener),
  );

  /** What send has to return, where nothing but the present state decides it. */
  function expected(mayQueue: boolean): string | undefined {
    if (questions.isAsking()) return 'queued';
    const isRefused = lines.mood.refusals > 0;
    const { pending } = socket.getSnapshot();
    // A refusal ends the line, and much may follow from that.
    const isOpenEnded = isRefused && (setting.maxAttempts < Infinity || box?.ttl === 0);
    const isMischievous = callbacks.isBusy() || questions.armed.size > 0;
    // Without time to wait, it may be gone before anybody connects.
    const isGone = status() === 'idle' && box?.ttl === 0;
    if (isMischievous || isOpenEnded || isGone || isHeldBack()) return undefined;
    if (isClosed()) return 'dropped';
    if (status() === 'open') return isRefused ? (box ? 'queued' : 'dropped') : 'sent';
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
    callbacks,
    complaints,
    questions,
    urls,
    logins,
    hints,
    random,
    watch,
    faults,
    isOpen,
    /** From now on every resync gives what it has, and the app and the platform do nothing on their own. */
    oblige() {
      isObliging = true;
      callbacks.armed.clear();
      questions.armed.clear();
      hints.throwing.clear();
      urls.oblige();
      logins.oblige();
      random.throws = 0;
      Object.assign(lines.mood, { opensAtOnce: Infinity, refusals: 0, closeThrows: 0, openThrows: 0 });
    },
    destroy() {
      isOver = true;
      ledger.since.isClosed = true;
      socket.destroy();
    },
    /** A method is called wrongly. What it throws is its caller's; a question's caller has gone by then. */
    misuse() {
      complaints.misused();
      try {
        socket.disconnect(1000, null as never);
      } catch {}
    },
    sleep(milliseconds: number) {
      slept += milliseconds;
      timetable.step(milliseconds);
    },
    setClock(milliseconds: number) {
      timetable.step(milliseconds);
      watch.clockSet(milliseconds);
    },
    send(mayQueue: boolean) {
      const due = expected(mayQueue);
      const isFirst = isFirstOnLine();
      const item = ledger.begin(null, mayQueue);
      const result = socket.send(item.text, { queue: mayQueue });
      ledger.begun(item, isFirst);
      if (result === 'sent' && item.handed.length === item.failures) fault(`${item.text} is sent, and nobody took it`);
      if (!due) return;
      if (result !== due) fault(`send(${item.text}) returned ${result}, expected ${due}`);
      if ((result === 'dropped') !== (item.drop !== null))
        fault(`${item.text} is ${result}, and onDrop says otherwise`);
    },
    request(retry: boolean, timeout: number) {
      const asked = { retry, timeout, answer: null, mustSettle: false, outcome: null };
      const isFirst = isFirstOnLine();
      const item = ledger.begin(asked, true);
      const end = (outcome: Outcome) => ledger.settled(item, asked, outcome);
      socket.request(item.text, { retry, timeout }).then(
        (value) => end({ value }),
        ({ code, cause }) => end(code === 'request-rejected' ? { code, value: cause } : { code }),
      );
      ledger.begun(item, isFirst);
    },
    /** Whether the socket is deaf to the app's showing: a subscription that threw is not made again while it is wanted. */
    isDeaf: () => hints.app.size() === 0,
    now: elapsed,
  };
  return world;
}

/** All of it. */
export type World = ReturnType<typeof createWorld>;
