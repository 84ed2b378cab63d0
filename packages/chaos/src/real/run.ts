import { setTimeout as sleep } from 'node:timers/promises';
import { Violation } from '../violation';
import { createRealPage, type RealPage } from './page';
import type { RealSchedule, RealStep } from './schedule';
import { type RealServer, startRealServer } from './server';

/** Far longer than anything takes here, on a machine that is busy with other things. */
const PATIENCE = 30_000;
const LOOK_EVERY = 10;
/** Shorter than the patience: requests that the server never answers have to end. */
const REQUEST_TIMEOUT = 5_000;

/** What was sent and asked, and what became of it. */
interface Sent {
  readonly results: Map<string, string>;
  readonly outcomes: Map<string, string | null>;
}

/** Runs a schedule on real sockets. Throws a {@link Violation} unless all is well in the end. */
export async function runReal({ strict, steps }: RealSchedule): Promise<void> {
  const server = await startRealServer();
  const page = createRealPage(server.url, strict);
  const sent: Sent = { results: new Map(), outcomes: new Map() };
  try {
    page.mount();
    for (const step of steps) await happen(step, server, page, sent);
    await recover(server, page, sent);
    account(server, page, sent);
    page.unmount();
    await until(
      () => server.open() === 0,
      () => `${server.open()} connections are left at the server`,
    );
    await until(
      () => ![...sent.outcomes.values()].includes(null),
      () => 'requests never settled',
    );
    const [fault] = page.faults;
    if (fault) throw new Violation(fault);
  } finally {
    page.unmount();
    await server.stop();
  }
}

async function happen(step: RealStep, server: RealServer, page: RealPage, sent: Sent): Promise<void> {
  const { proxy } = server;
  const { socket } = page;
  switch (step[0]) {
    case 'pass':
      return void (await sleep(step[1]));
    case 'serverCloses':
      return server.close(step[1]);
    case 'request':
      return ask(page, sent, step[1]);
    case 'send':
      return void send(page, sent);
    case 'cut':
    case 'deafen':
    case 'reset':
      return proxy[step[0]]();
    case 'refuse':
    case 'mend':
      return proxy[step[0]]();
    case 'serverFalls':
      return server.fall();
    case 'serverSays':
      return void server.say();
    case 'connect':
    case 'disconnect':
    case 'reconnect':
      return socket?.[step[0]]();
    case 'newUrl':
      return page.newUrl();
    case 'remount':
      page.unmount();
      return page.mount();
    case 'offline':
    case 'online':
      // Both are lies: nothing else changes.
      return void window.dispatchEvent(new Event(step[0]));
  }
}

function send({ socket }: RealPage, { results }: Sent): string {
  const text = `s${results.size + 1}`;
  results.set(text, socket?.send(text) ?? 'dropped');
  return text;
}

function ask({ socket }: RealPage, { outcomes }: Sent, retry: boolean): void {
  const text = `q${outcomes.size + 1}`;
  outcomes.set(text, null);
  socket?.request<string>(text, { retry, timeout: REQUEST_TIMEOUT }).then(
    (value) => outcomes.set(text, value),
    ({ code }) => outcomes.set(text, code),
  );
}

/** The network is well again: it comes back, on one connection, and everything passes. */
async function recover(server: RealServer, page: RealPage, sent: Sent): Promise<void> {
  await server.proxy.mend();
  // Somebody may have said disconnect().
  page.socket?.connect();
  const status = () => page.socket?.core.getSnapshot().status;
  const isAlive = createProbe(server, page);
  await until(
    () => status() === 'open' && server.open() === 1 && isAlive(),
    () => `in the end ${status()}, with ${server.open()} connections at the server`,
  );
  const text = send(page, sent);
  await until(
    () => server.received.includes(text),
    () => `${text} did not arrive`,
  );
  ask(page, sent, true);
  await until(
    () => ![...sent.outcomes.values()].includes(null),
    () => 'requests never settled',
  );
}

/** A line that looks open is one when something arrives that the server says from now on. */
function createProbe(server: RealServer, page: RealPage): () => boolean {
  const said = new Set<string>();
  return () => {
    said.add(server.say());
    return page.heard.some((text) => said.has(text));
  };
}

/** Everything that was accepted is accounted for; nothing came twice, or in another order. */
function account({ received }: RealServer, { heard, dropped, socket }: RealPage, { results, outcomes }: Sent): void {
  const numbers = heard.map((text) => Number(text.slice(1)));
  if (numbers.some((number, index) => number <= (numbers[index - 1] ?? 0))) throw new Violation(`heard ${heard}`);
  for (const [text, result] of results) {
    const arrived = received.filter((each) => each === text).length;
    if (arrived > 1) throw new Violation(`${text} arrived ${arrived} times`);
    if (arrived > 0 && dropped.includes(text)) throw new Violation(`${text} was dropped, and arrived`);
    if (arrived > 0 && result === 'dropped') throw new Violation(`${text} was told as dropped, and arrived`);
  }
  for (const [text, outcome] of outcomes) {
    const isKnown = ['request-timeout', 'not-sent', 'unknown'].includes(outcome ?? '');
    const isAnswer = outcome?.startsWith('yes ') && received.includes(`${text}#${outcome.slice(4)}`);
    const arrived = received.some((each) => each.startsWith(`${text}#`));
    if (!isKnown && !isAnswer) throw new Violation(`${text} ended with ${outcome}`);
    if (outcome === 'not-sent' && arrived) throw new Violation(`${text} is told as not sent, and arrived`);
  }
  const pending = socket?.core.getSnapshot().pending;
  if (pending !== 0) throw new Violation(`${pending} messages wait on an open line`);
}

/** Waits for something that has to come true, however long it takes within reason. */
async function until(isTrue: () => boolean, otherwise: () => string): Promise<void> {
  for (let waited = 0; waited < PATIENCE; waited += LOOK_EVERY) {
    if (isTrue()) return;
    await sleep(LOOK_EVERY);
  }
  throw new Violation(otherwise());
}
