import type { Lot } from './messages';

const SEEDS = [
  {
    id: 'ru-vase',
    title: { zh: '汝窑天青釉弦纹瓶', en: 'Ru Ware Sky-Blue Vase with Bow-String Bands' },
    image: '🏺',
    startPrice: 12_000,
    step: 500,
  },
  {
    id: 'puer-cake',
    title: { zh: '1998 年勐海普洱老茶饼', en: '1998 Menghai Aged Pu’er Tea Cake' },
    image: '🍵',
    startPrice: 1_800,
    step: 100,
  },
  {
    id: 'guqin',
    title: { zh: '仲尼式老杉木古琴', en: 'Zhongni-Style Guqin in Aged Fir' },
    image: '🪕',
    startPrice: 5_600,
    step: 200,
  },
];

/** The three lots of the demo, each in a first round that begins now and lasts `duration` milliseconds. */
export function createDemoLots(now: number, duration: number): Lot[] {
  return SEEDS.map((seed) => ({
    ...seed,
    price: seed.startPrice,
    startsAt: now,
    endsAt: now + duration,
    bids: 0,
    leader: null,
    seq: 0,
  }));
}
