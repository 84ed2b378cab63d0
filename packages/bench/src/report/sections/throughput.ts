import { PEER_IDS } from '../../catalogue';
import type { Subject, ThroughputData } from '../../scenarios/throughput';
import { isOurs, labelOf, present, type Section, same, text, whole } from '../section';

const ORDER: readonly Subject[] = [
  'bare',
  'taro-web-socket',
  'hook',
  'hook-reading',
  ...PEER_IDS.filter((id) => id !== 'hook'),
];

function nameOf(subject: Subject) {
  if (subject === 'bare') return text('bare `onmessage`', '裸 `onmessage`');
  if (subject === 'taro-web-socket') return same('`TaroWebSocket`');
  if (subject === 'hook-reading')
    return text(`${labelOf('hook')}, last message shown`, `${labelOf('hook')}，显示最后一条消息`);
  return same(labelOf(subject));
}

/** What a message costs in time and memory. */
export function throughputSection(data: ThroughputData): Section {
  const rows = ORDER.flatMap((subject) => {
    const figures = data[subject];
    return figures ? [{ subject, ...figures }] : [];
  });
  const { bare: _bare, 'taro-web-socket': _taro, 'hook-reading': _reading, ...byPeer } = data;
  const peers = present(byPeer);
  const ratio = (value: number) => `× ${value.toFixed(2)}`;
  return {
    title: text('Throughput', '吞吐'),
    what: text(
      'Bursts of JSON quotes over a loopback socket of `ws`, from a server in another process to all libraries in one process, in turn, round by round: processor time for each message as a multiple of a bare `onmessage` listener that decodes the same quote in the same round (`TaroWebSocket` has the same listener; median, and between which values half of the rounds lie), and bytes that a message leaves on the heap before a collection.',
      '另一进程中的服务端通过本机 `ws` 连接突发发送 JSON 报价，所有库在同一进程中逐轮依次接收：每条消息的处理器时间相对于同一轮中解码同样报价的裸 `onmessage` 监听器的倍数（`TaroWebSocket` 使用同样的监听器；中位数及半数轮次所在区间），以及每条消息在回收前留在堆上的字节数。',
    ),
    tables: [
      {
        head: [
          text('library', '库'),
          text('messages/s', '消息/秒'),
          text('time per message', '每条消息用时'),
          text('half of the rounds', '半数轮次'),
          text('heap per message', '每条消息堆占用'),
        ],
        rows: rows.map(({ subject, perSecond, ratio: { median, low, high }, allocated }) => [
          nameOf(subject),
          whole(perSecond),
          ratio(median),
          `${low.toFixed(2)}–${high.toFixed(2)}`,
          `${whole(allocated)} B`,
        ]),
      },
    ],
    chart: {
      title: text('Time per message, as a multiple of a bare listener', '每条消息用时，相对于裸监听器的倍数'),
      bars: rows.map(({ subject, ratio: { median } }) => {
        const { en, zh } = nameOf(subject);
        return {
          label: text(en.replaceAll('`', ''), zh.replaceAll('`', '')),
          value: median,
          text: ratio(median),
          isOurs:
            subject === 'hook-reading' || subject === 'taro-web-socket' || (subject !== 'bare' && isOurs(subject)),
        };
      }),
    },
    notes: [
      text(
        'graphql-ws, centrifuge and socket.io-client read an envelope around each quote, and are made for more than this. Several messages that arrive together come in one task here, as `ws` has it; in browsers each has its own.',
        'graphql-ws、centrifuge 与 socket.io-client 还要解析每条报价外的信封，用途也不止于此。`ws` 会在同一任务中交付一起到达的多条消息；浏览器中每条各为一个任务。',
      ),
    ],
    claims: [
      {
        what: text('time per message', '每条消息用时'),
        values: peers.map(({ id, data: own }) => ({ id, value: own.ratio.median })),
        text: (value) => same(value === null ? '–' : ratio(value)),
      },
      {
        what: text('heap per message', '每条消息堆占用'),
        values: peers.map(({ id, data: own }) => ({ id, value: own.allocated })),
        text: (value) => same(value === null ? '–' : `${whole(value)} B`),
      },
    ],
  };
}
