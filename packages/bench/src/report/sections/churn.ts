import type { ByPeer } from '../../run/results';
import type { ChurnData, Churned } from '../../scenarios/churn';
import { isOurs, labelOf, present, type Section, same, text, whole } from '../section';

/** What coming and going leaves behind. */
export function churnSection(data: ByPeer<ChurnData>): Section {
  const rows = present(data);
  const times = whole(rows[0]?.data.mounts.times ?? 0);
  const growth = ({ heap: [start, , end] }: Churned) => end - start;
  const kB = (bytes: number) => `${bytes < 0 ? '−' : '+'}${whole(Math.abs(bytes) / 1_000)} kB`;
  const leftOf = ({ left: { sockets, timers, listeners } }: Churned) => `${sockets} / ${timers} / ${listeners}`;
  const heapOf = ({ heap }: Churned) => heap.map((bytes) => (bytes / 1e6).toFixed(2)).join(' → ');
  return {
    title: text('Churn', '反复挂载与重连'),
    what: text(
      `${times} mounts and unmounts (hooks) or connects and closes (the rest), then ${times} lost lines of one client, on a simulated clock: sockets, timers and listeners on \`window\` that are left after a second, and the heap after a collection once warm, in the middle and at the end, in MB.`,
      `在模拟时钟上进行 ${times} 次挂载与卸载（Hook）或连接与关闭（其余），然后让一个客户端断线 ${times} 次：统计一秒之后遗留的 socket、定时器与 \`window\` 监听器，以及预热后、中间、结束时回收后的堆（MB）。`,
    ),
    tables: [
      {
        head: [
          text('library', '库'),
          text('mounts: sockets / timers / listeners left', '挂载：遗留 socket / 定时器 / 监听器'),
          text('mounts: heap', '挂载：堆'),
          text('reconnects: left', '重连：遗留'),
          text('reconnects: heap', '重连：堆'),
        ],
        rows: rows.map(({ id, data: { mounts, reconnects } }) => [
          labelOf(id),
          leftOf(mounts),
          heapOf(mounts),
          reconnects ? leftOf(reconnects) : text('gave up', '已放弃'),
          reconnects ? heapOf(reconnects) : '–',
        ]),
      },
    ],
    chart: {
      title: text(`Heap growth over ${times} reconnects`, `${times} 次重连的堆增长`),
      bars: rows.map(({ id, data: { reconnects } }) => ({
        label: labelOf(id),
        value: reconnects ? Math.max(0, growth(reconnects)) : null,
        text: reconnects ? kB(growth(reconnects)) : text('gave up', '已放弃'),
        isOurs: isOurs(id),
      })),
    },
    claims: [
      {
        what: text('sockets, timers and listeners left after churn', '反复挂载与重连后的遗留物'),
        values: rows.map(({ id, data: { mounts, reconnects } }) => ({
          id,
          value: reconnects ? sum(mounts) + sum(reconnects) : null,
        })),
        text: (value) => same(`${value ?? '–'}`),
      },
    ],
  };
}

function sum({ left: { sockets, timers, listeners } }: Churned): number {
  return sockets + timers + listeners;
}
