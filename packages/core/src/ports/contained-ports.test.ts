import { describe, expect, it, vi } from 'vitest';
import { createFakeTransport } from '../../test/fake-transport';
import { createSwitch } from '../../test/set-up';
import { type ContainedPorts, containPorts } from './contained-ports';
import type { Ports } from './ports';

function setUpPorts(broken: Partial<Ports> = {}) {
  const failed = vi.fn();
  const given: Ports = {
    clock: { now: () => 7, wall: () => 1_000, after: () => () => {} },
    transport: createFakeTransport(),
    network: createSwitch(false),
    visibility: createSwitch(false),
    random: () => 0.25,
    ...broken,
  };
  return {
    ports: containPorts(given, failed),
    given,
    told: () => failed.mock.calls.map(([port, thrown]) => [port, `${thrown}`]),
  };
}

const breaks = () => {
  throw 'broken';
};
const clock: Ports['clock'] = { now: () => 7, wall: () => 1_000, after: () => () => {} };
const listener = () => {};

describe('ports that work', () => {
  it('are what they are', () => {
    const network = createSwitch(false);
    const { ports, given, told } = setUpPorts({ network, background: 'pause' });
    expect([ports.clock.now(), ports.clock.wall(), ports.random()]).toEqual([7, 1_000, 0.25]);
    expect([ports.network.current(), ports.visibility.current()]).toEqual([false, false]);
    expect([ports.background, ports.transport]).toEqual(['pause', given.transport]);
    const heard: boolean[] = [];
    const end = ports.network.subscribe((online) => heard.push(online));
    network.set(true);
    end();
    network.set(false);
    expect([heard, network.size(), told()]).toEqual([[true], 0, []]);
  });

  it('pass a timer on, and its end', () => {
    const cancel = vi.fn();
    const after = vi.fn(() => cancel);
    const { ports } = setUpPorts({ clock: { ...clock, after } });
    const task = () => {};
    ports.clock.after(30, task)();
    expect([after.mock.calls, cancel.mock.calls.length]).toEqual([[[30, task]], 1]);
  });

  it('have defaults where they are left out', () => {
    const { ports } = setUpPorts();
    expect([ports.background, ports.warn('nobody hears it')]).toEqual(['keep', undefined]);
  });
});

describe('a port that throws', () => {
  it.each<[string, Partial<Ports>, (ports: ContainedPorts) => unknown, unknown]>([
    ['clock.now', { clock: { ...clock, now: breaks } }, ({ clock }) => clock.now(), 0],
    ['clock.wall', { clock: { ...clock, wall: breaks } }, ({ clock }) => clock.now() + clock.wall(), 14],
    ['clock.after', { clock: { ...clock, after: breaks } }, ({ clock }) => clock.after(1, listener)(), undefined],
    [
      'a cancel of clock.after',
      { clock: { ...clock, after: () => breaks } },
      ({ clock }) => clock.after(1, listener)(),
      undefined,
    ],
    [
      'network.current',
      { network: { current: breaks, subscribe: () => listener } },
      ({ network }) => network.current(),
      true,
    ],
    [
      'network.subscribe',
      { network: { current: () => true, subscribe: breaks } },
      ({ network }) => network.subscribe(listener)(),
      undefined,
    ],
    [
      'the end of network.subscribe',
      { network: { current: () => true, subscribe: () => breaks } },
      ({ network }) => network.subscribe(listener)(),
      undefined,
    ],
    [
      'visibility.current',
      { visibility: { current: breaks, subscribe: () => listener } },
      ({ visibility }) => visibility.current(),
      true,
    ],
    [
      'visibility.subscribe',
      { visibility: { current: () => true, subscribe: breaks } },
      ({ visibility }) => visibility.subscribe(listener)(),
      undefined,
    ],
    [
      'the end of visibility.subscribe',
      { visibility: { current: () => true, subscribe: () => breaks } },
      ({ visibility }) => visibility.subscribe(listener)(),
      undefined,
    ],
    ['random', { random: breaks }, ({ random }) => random(), 0.5],
  ])('in %s is told once, and has a fallback', (port, broken, call, fallback) => {
    const { ports, told } = setUpPorts(broken);
    expect([call(ports), call(ports)]).toEqual([fallback, fallback]);
    expect(told()).toEqual([[port, 'broken']]);
  });

  it('in clock.now stays at the time that it told last', () => {
    const times = [10, 20];
    const now = () => times.shift() ?? breaks();
    const { ports, told } = setUpPorts({ clock: { ...clock, now } });
    expect([ports.clock.now(), ports.clock.now(), ports.clock.now()]).toEqual([10, 20, 20]);
    expect(told()).toEqual([['clock.now', 'broken']]);
  });

  it('in warn has nobody left to be told to', () => {
    const { ports, told } = setUpPorts({ warn: breaks });
    ports.warn('a warning');
    expect(told()).toEqual([]);
  });

  it('is told beside the others', () => {
    const { ports, told } = setUpPorts({ random: breaks, clock: { ...clock, wall: breaks } });
    ports.random();
    ports.clock.wall();
    expect(told()).toEqual([
      ['random', 'broken'],
      ['clock.wall', 'broken'],
    ]);
  });
});
