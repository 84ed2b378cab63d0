import { expect, it } from 'vitest';
import type { Lot, Quote, SnapshotMessage } from '../messages';
import { createLotRooms, type RoomMessage } from './lot-rooms';

const LOT: Lot = {
  id: 'lot',
  title: { zh: '拍品', en: 'Lot' },
  price: 12_000,
  step: 500,
  startPrice: 12_000,
  startsAt: 1_000,
  endsAt: 61_000,
  bids: 0,
  leader: null,
  seq: 0,
};

function quote(seq: number): Quote {
  return { id: `lot-${seq}`, seq, lot: 'lot', user: { id: 'ann', name: 'Ann' }, amount: 12_000 + seq * 500, at: 2_000 };
}

function quoteMessage(seq: number): RoomMessage {
  return { type: 'quote', quote: quote(seq), at: 2_000 };
}

function snapshot(lot: Lot, quotes: Quote[]): SnapshotMessage {
  return { type: 'snapshot', lot, quotes, at: 3_000 };
}

/** A watcher whose snapshot is read only when the test says so. */
function watchSlowly() {
  const rooms = createLotRooms();
  const frames: string[] = [];
  const watcher = { sendText: (text: string) => void frames.push(text) };
  let deliver: (snapshot: SnapshotMessage | null) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const watched = rooms.watch('lot', watcher, () => {
    return new Promise((resolve, reject) => {
      deliver = resolve;
      fail = reject;
    });
  });
  const sent = () => frames.map((frame) => JSON.parse(frame));
  return { rooms, watcher, watched, sent, deliver, fail };
}

it('what happens while a snapshot is read follows it, and what the snapshot has is left out', async () => {
  const { rooms, watched, sent, deliver } = watchSlowly();
  rooms.broadcast('lot', quoteMessage(1));
  rooms.broadcast('lot', quoteMessage(2));
  expect(sent()).toEqual([]);
  deliver(snapshot({ ...LOT, bids: 1, seq: 1 }, [quote(1)]));
  expect(await watched).toBe(true);
  rooms.broadcast('lot', quoteMessage(3));
  expect(sent()).toEqual([snapshot({ ...LOT, bids: 1, seq: 1 }, [quote(1)]), quoteMessage(2), quoteMessage(3)]);
});

it.each<[string, Partial<Lot>, boolean]>([
  ['a later event', { seq: 3 }, true],
  ['its last event, as when it has ended', { seq: 2 }, true],
  ['an earlier event', { seq: 1 }, false],
])('a lot of %s that was told while a snapshot was read: follows it or not', async (_what, change, follows) => {
  const { rooms, watched, sent, deliver } = watchSlowly();
  const lot = { ...LOT, seq: 2 };
  rooms.broadcast('lot', { type: 'lot', lot: { ...lot, ...change }, at: 2_000 });
  deliver(snapshot(lot, []));
  await watched;
  expect(sent()).toHaveLength(follows ? 2 : 1);
});

it('what was broadcast too late, as the snapshot has it, is left out', async () => {
  const { rooms, watched, sent, deliver } = watchSlowly();
  const first = snapshot({ ...LOT, bids: 2, seq: 2 }, [quote(2), quote(1)]);
  deliver(first);
  await watched;
  for (const seq of [1, 2, 3]) rooms.broadcast('lot', quoteMessage(seq));
  expect(sent()).toEqual([first, quoteMessage(3)]);
});

it('what the next snapshot of one who watches already has, and comes later, is not left out', async () => {
  const { rooms, watcher, watched, sent, deliver } = watchSlowly();
  deliver(snapshot(LOT, []));
  await watched;
  const second = snapshot({ ...LOT, bids: 1, seq: 1 }, [quote(1)]);
  await rooms.watch('lot', watcher, async () => second);
  rooms.broadcast('lot', quoteMessage(1));
  expect(sent().slice(1)).toEqual([second, quoteMessage(1)]);
});

it('one who stops watching while the snapshot is read gets nothing', async () => {
  const { rooms, watcher, watched, sent, deliver } = watchSlowly();
  rooms.unwatch('lot', watcher);
  deliver(snapshot(LOT, []));
  expect(await watched).toBe(true);
  rooms.broadcast('lot', quoteMessage(1));
  expect(sent()).toEqual([]);
  expect(rooms.size('lot')).toBe(0);
});

it('one who watches what does not exist leaves no trace', async () => {
  const { rooms, watched, deliver } = watchSlowly();
  deliver(null);
  expect(await watched).toBe(false);
  expect(rooms.size('lot')).toBe(0);
});

it('one whose snapshot cannot be read leaves no trace', async () => {
  const { rooms, watched, fail } = watchSlowly();
  fail(new Error('disk'));
  await expect(watched).rejects.toThrow('disk');
  expect(rooms.size('lot')).toBe(0);
});

it('one who leaves is out of every room', async () => {
  const { rooms, watcher, watched, deliver } = watchSlowly();
  deliver(snapshot(LOT, []));
  await watched;
  rooms.leave(watcher);
  expect(rooms.size('lot')).toBe(0);
});

it('one who watches already misses nothing that the next snapshot has', async () => {
  const { rooms, watcher, watched, sent, deliver } = watchSlowly();
  deliver(snapshot(LOT, []));
  await watched;
  const second = snapshot({ ...LOT, bids: 1, seq: 1 }, [quote(1)]);
  await rooms.watch('lot', watcher, async () => {
    rooms.broadcast('lot', quoteMessage(1));
    rooms.broadcast('lot', quoteMessage(2));
    return second;
  });
  expect(sent().slice(1)).toEqual([second, quoteMessage(1), quoteMessage(2)]);
});

it('one who watches already goes on to, though the next snapshot cannot be read', async () => {
  const { rooms, watcher, watched, sent, deliver } = watchSlowly();
  deliver(snapshot(LOT, []));
  await watched;
  const again = rooms.watch('lot', watcher, async () => {
    rooms.broadcast('lot', quoteMessage(1));
    throw new Error('disk');
  });
  await expect(again).rejects.toThrow('disk');
  rooms.broadcast('lot', quoteMessage(2));
  expect(sent().slice(1)).toEqual([quoteMessage(1), quoteMessage(2)]);
});
