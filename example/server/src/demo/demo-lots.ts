import type { Queryable } from '../database/database';

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

const INSERT_LOT = `
  INSERT INTO lots (id, place, title_zh, title_en, image, start_price, price, step, starts_at, ends_at)
  SELECT $1, $2, $3, $4, $5, $6, $6, $7, now, now + $8 * interval '1 millisecond' FROM server_now() AS now
  ON CONFLICT DO NOTHING`;

/**
 * Adds the lots of the demo that are not there yet, each in a first round that begins now and lasts `duration`
 * milliseconds. Several processes may do so at once.
 */
export async function addDemoLots(database: Queryable, duration: number): Promise<void> {
  for (const [place, { id, title, image, startPrice, step }] of SEEDS.entries()) {
    await database.query(INSERT_LOT, [id, place, title.zh, title.en, image, startPrice, step, duration]);
  }
}
