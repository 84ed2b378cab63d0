import type { Settings } from '../../peer';
import type { ByPeer } from '../../run/results';
import type { Column, HalfOpenData } from '../../scenarios/half-open';
import type { Spread } from '../../scenarios/spread';
import { type Claim, isOurs, labelOf, present, type Section, seconds, type Table, text } from '../section';

const SETTINGS: ReadonlyArray<readonly [Settings, string, string]> = [
  ['matched', 'ping 15 s, pong 10 s', 'ping 15 s、pong 10 s'],
  ['defaults', 'the defaults of each', '各自默认值'],
];

/** How a peer copes with a connection that dies silently. */
export function halfOpenSection(data: ByPeer<HalfOpenData>): Section {
  const rows = present(data);

  function claim(
    column: Column,
    figure: 'noticed' | 'firstAttempt' | 'open',
    settings: Settings,
    what: [string, string],
  ): Claim {
    return {
      what: text(...what),
      values: rows.map(({ id, data: own }) => ({ id, value: worst(own[settings][column][figure]) })),
      text: seconds,
    };
  }

  return {
    title: text('Half-open: the connection dies silently', '半开：连接静默断开'),
    what: text(
      'A connection with answered heartbeats dies at 20 moments spread over the ping interval, on a simulated clock, without any event: (A) its close handshake never ends and no new socket opens; (B) a 1006 comes 10 s after `close()`, and no new socket opens; (C) as A, but sockets made 20 s after the death or later open. Each cell is the least and the most of the moments, from the death on; attempts are the fewest.',
      '在模拟时钟上，一条心跳正常的连接在 ping 间隔内均匀分布的 20 个时刻中断，且没有任何事件通知：(A) 关闭握手永不完成，新 socket 也无法打开；(B) `close()` 之后 10 s 收到 1006，新 socket 无法打开；(C) 同 A，但中断 20 s 之后创建的 socket 可以打开。每格为各时刻的最小值与最大值，从中断时起算；尝试次数取最少者。',
    ),
    tables: SETTINGS.map(
      ([settings, en, zh]): Table => ({
        title: text(en, zh),
        head: [
          text('library', '库'),
          text('noticed', '发现'),
          text('A: first new socket', 'A：首个新 socket'),
          text('B: first new socket', 'B：首个新 socket'),
          text('C: open again', 'C：重新打开'),
          text('attempts in 10 min (A)', '10 分钟内尝试次数（A）'),
        ],
        rows: rows.map(({ id, data: own }) => {
          const columns = own[settings];
          return [
            labelOf(id),
            range(columns['never-closes'].noticed),
            range(columns['never-closes'].firstAttempt),
            range(columns['closes-late'].firstAttempt),
            range(columns['network-back'].open),
            `${columns['never-closes'].attempts}`,
          ];
        }),
      }),
    ),
    chart: {
      title: text(
        'Half-open, network back after 20 s: worst time until open again (ping 15 s, pong 10 s)',
        '半开连接，20 s 后网络恢复：重新打开的最长用时（ping 15 s、pong 10 s）',
      ),
      bars: rows.map(({ id, data: own }) => {
        const value = worst(own.matched['network-back'].open);
        return { label: labelOf(id), value, text: seconds(value), isOurs: isOurs(id) };
      }),
    },
    notes: [
      text(
        'ahooks, partysocket and reconnecting-websocket have no heartbeat, and graphql-ws judges nothing by itself: under "ping 15 s, pong 10 s" it has the recipe of its documentation on top (a timer that calls `terminate()`). The close timeout of real browsers lies between A and B.',
        'ahooks、partysocket 与 reconnecting-websocket 没有心跳；graphql-ws 自身不做判断，在“ping 15 s、pong 10 s”下为其加上了文档中的做法（定时器调用 `terminate()`）。真实浏览器的关闭超时介于 A 与 B 之间。',
      ),
    ],
    claims: [
      claim('never-closes', 'noticed', 'defaults', [
        'time to notice a dead connection at the defaults, worst',
        '默认值下发现断线的最长用时',
      ]),
      claim('never-closes', 'noticed', 'matched', [
        'time to notice with ping 15 s and pong 10 s, worst',
        'ping 15 s、pong 10 s 下发现断线的最长用时',
      ]),
      claim('network-back', 'open', 'defaults', [
        'half-open until open again (C) at the defaults, worst',
        '默认值下半开后重新打开（C）的最长用时',
      ]),
      claim('network-back', 'open', 'matched', [
        'half-open until open again (C) with ping 15 s and pong 10 s, worst',
        'ping 15 s、pong 10 s 下半开后重新打开（C）的最长用时',
      ]),
    ],
  };
}

/** `null` when it never was, in one of the moments at least. */
function worst(spread: Spread | null): number | null {
  return spread === null || spread.never > 0 ? null : spread.max;
}

function range(spread: Spread | null) {
  if (spread === null) return seconds(null);
  const most = seconds(spread.never > 0 ? null : spread.max);
  const least = seconds(spread.min);
  return least.en === most.en
    ? least
    : text(`${least.en.replace(' s', '')}–${most.en}`, `${least.zh.replace(' s', '')}–${most.zh}`);
}
