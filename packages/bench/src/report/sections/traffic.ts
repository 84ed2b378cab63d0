import type { Settings } from '../../peer';
import type { ByPeer } from '../../run/results';
import type { Frames, TrafficData } from '../../scenarios/traffic';
import { type Claim, isOurs, labelOf, present, type Section, same, text } from '../section';

/** What a heartbeat costs on the line. */
export function trafficSection(data: ByPeer<TrafficData>): Section {
  const rows = present(data);
  const cell = ({ sent, received }: Frames) => `${sent.toFixed(1)} / ${received.toFixed(1)}`;
  const total = ({ sent, received }: Frames) => sent + received;

  function claim(settings: Settings, line: 'idle' | 'flowing', what: [string, string]): Claim {
    return {
      what: text(...what),
      // Who never pings saves nothing: it does not do the work.
      values: rows.map(({ id, data: own }) => ({
        id,
        value: total(own[settings].idle) === 0 ? null : total(own[settings][line]),
      })),
      text: (value) => same(value === null ? '–' : value.toFixed(1)),
    };
  }

  return {
    title: text('Heartbeat traffic', '心跳流量'),
    what: text(
      'Heartbeat frames in a minute, sent by the client / by the server, on a connection that carries nothing else (idle) and on one with a quote each second (flowing), on a simulated clock.',
      '每分钟的心跳帧数，客户端发送 / 服务端发送：连接上没有其他数据（空闲），或每秒一条报价（有数据），模拟时钟。',
    ),
    tables: [
      {
        head: [
          text('library', '库'),
          text('defaults, idle', '默认值，空闲'),
          text('defaults, flowing', '默认值，有数据'),
          text('ping 15 s, idle', 'ping 15 s，空闲'),
          text('ping 15 s, flowing', 'ping 15 s，有数据'),
        ],
        rows: rows.map(({ id, data: { defaults, matched } }) => [
          labelOf(id),
          cell(defaults.idle),
          cell(defaults.flowing),
          cell(matched.idle),
          cell(matched.flowing),
        ]),
      },
    ],
    chart: {
      title: text(
        'Heartbeat frames a minute, both ways, with a quote each second (ping 15 s)',
        '每秒一条报价时每分钟的双向心跳帧数（ping 15 s）',
      ),
      bars: rows.map(({ id, data: own }) => ({
        label: labelOf(id),
        value: total(own.matched.flowing),
        text: total(own.matched.flowing).toFixed(1),
        isOurs: isOurs(id),
      })),
    },
    notes: [text('graphql-ws has its pings off by default.', 'graphql-ws 默认不发送 ping。')],
    claims: [
      claim('defaults', 'idle', ['heartbeat frames at the defaults, idle', '默认值下空闲时的心跳帧']),
      claim('matched', 'idle', ['heartbeat frames with ping 15 s, idle', 'ping 15 s 下空闲时的心跳帧']),
      claim('matched', 'flowing', ['heartbeat frames with ping 15 s, data flowing', 'ping 15 s 下有数据时的心跳帧']),
    ],
  };
}
