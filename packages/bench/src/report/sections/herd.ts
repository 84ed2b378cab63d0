import type { ByPeer } from '../../run/results';
import type { HerdData } from '../../scenarios/herd';
import { isOurs, labelOf, present, type Section, same, seconds, text, whole } from '../section';

/** What a server sees of many clients when it was away. */
export function herdSection(data: ByPeer<HerdData>): Section {
  const rows = present(data);
  const clients = whole(rows[0]?.data.clients ?? 0);
  return {
    title: text('Herd: many clients lose their server', '惊群：大量客户端同时失去服务端'),
    what: text(
      `${clients} clients, each a real instance of the library at its defaults on a simulated clock, lose their server at once; it refuses connects for 30 s. Connects are counted in the busiest second, and the time runs from the server's return until 99 % are open.`,
      `${clients} 个客户端（每个都是该库的真实实例，使用默认值，模拟时钟）同时失去服务端，服务端在 30 s 内拒绝连接。统计最繁忙一秒内的连接数，以及从服务端恢复到 99 % 打开的时间。`,
    ),
    tables: [
      {
        head: [
          text('library', '库'),
          text('peak connects/s while away', '离线期间每秒连接峰值'),
          text('peak connects/s once back', '恢复后每秒连接峰值'),
          text('99 % open after', '99 % 打开用时'),
          text('open after 120 s', '120 s 后已打开'),
        ],
        rows: rows.map(({ id, data: own }) => [
          labelOf(id),
          whole(own.peakAway),
          whole(own.peakBack),
          seconds(own.back99),
          whole(own.back),
        ]),
      },
    ],
    chart: {
      title: text(
        'Herd: connects in the busiest second once the server is back',
        '惊群：服务端恢复后最繁忙一秒的连接数',
      ),
      bars: rows.map(({ id, data: own }) => ({
        label: labelOf(id),
        value: own.back99 === null ? null : own.peakBack,
        text: own.back99 === null ? text('not back', '未恢复') : whole(own.peakBack),
        isOurs: isOurs(id),
      })),
    },
    notes: [
      text(
        'Where all wait the same fixed time, they come back in one second, and how soon is chance: the server may return just before that second, or just after it.',
        '所有客户端等待固定时间时，会在同一秒内全部回来；多快则取决于运气：服务端可能恰在那一秒之前或之后恢复。',
      ),
    ],
    claims: [
      {
        what: text('busiest second of a herd once its server is back', '服务端恢复后惊群最繁忙的一秒'),
        values: rows.map(({ id, data: own }) => ({ id, value: own.back99 === null ? null : own.peakBack })),
        text: (value) => same(value === null ? '–' : whole(value)),
      },
      {
        what: text('99 % of a herd back', '惊群 99 % 恢复'),
        values: rows.map(({ id, data: own }) => ({ id, value: own.back99 })),
        text: seconds,
      },
    ],
  };
}
