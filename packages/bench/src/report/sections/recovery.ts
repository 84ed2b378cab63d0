import type { Settings } from '../../peer';
import { LONGEST_RECOVERY } from '../../scenarios/longest-recovery';
import type { OutageKind, RecoveryData } from '../../scenarios/recovery';
import { type Claim, isOurs, labelOf, present, type Section, seconds, type Table, text } from '../section';

const SETTINGS: ReadonlyArray<readonly [Settings, string, string]> = [
  ['defaults', 'the defaults of each', '各自默认值'],
  [
    'matched',
    'ping 15 s, pong 10 s; waits from 1 s doubling to 30 s, as far as each can',
    'ping 15 s、pong 10 s；等待从 1 s 起翻倍至 30 s（在各库允许的范围内）',
  ],
];

const KINDS: ReadonlyArray<readonly [OutageKind | 'all', string, string]> = [
  ['all', 'all outages', '所有中断'],
  ['refuse', 'refused', '拒绝连接'],
  ['reset', 'reset', '重置'],
  ['blackhole', 'blackholed', '黑洞'],
];

/** How soon a peer is back once its server is. */
export function recoverySection(data: RecoveryData): Section {
  const rows = present(data);

  function claim(settings: Settings, kind: OutageKind | 'all', what: [string, string]): Claim {
    return {
      what: text(...what),
      values: rows.map(({ id, data: own }) => ({ id, value: own[settings][kind]?.p95 ?? null })),
      text: seconds,
    };
  }

  const longest = LONGEST_RECOVERY / 1_000;
  return {
    title: text('Recovery: the server is back', '恢复：服务端回来之后'),
    what: text(
      `A real \`ws\` server behind a TCP proxy on loopback is away 50 times, for 1 to 8 s: connects refused, the connection reset (and the server back at once), or every byte swallowed; the time runs from "the server is back" to "open", p50 / p95, on sockets of \`ws\`, which gives a close handshake 30 s. The same seeded outages for all, side by side on 17 lines each, as nearly all of it is waiting; "never" is more than ${longest} s.`,
      `真实的 \`ws\` 服务端位于本机 TCP 代理之后，中断 50 次，每次 1 到 8 s：拒绝连接、重置连接（服务端立即恢复）或吞掉所有字节；从“服务端已恢复”计时到“已打开”，p50 / p95。客户端 socket 为 \`ws\`，其关闭握手超时为 30 s。所有库经历由同一种子生成的中断，各用 17 条连接并行，因为几乎全是等待；“从不”指超过 ${longest} s。`,
    ),
    tables: SETTINGS.map(
      ([settings, en, zh]): Table => ({
        title: text(en, zh),
        head: [text('library', '库'), ...KINDS.map(([, kindEn, kindZh]) => text(kindEn, kindZh))],
        rows: rows.map(({ id, data: own }) => [
          labelOf(id),
          ...KINDS.map(([kind]) => {
            const p50 = seconds(own[settings][kind]?.p50);
            const p95 = seconds(own[settings][kind]?.p95);
            return text(`${p50.en} / ${p95.en}`, `${p50.zh} / ${p95.zh}`);
          }),
        ]),
      }),
    ),
    chart: {
      title: text(
        'Recovery at the defaults, all outages: p95 until open again',
        '默认值下的恢复，所有中断：重新打开用时 p95',
      ),
      bars: rows.map(({ id, data: own }) => {
        const value = own.defaults.all?.p95 ?? null;
        return { label: labelOf(id), value, text: seconds(value), isOurs: isOurs(id) };
      }),
    },
    notes: [
      text(
        'What is blackholed stays dead when the server is back, as after a change of network: without a heartbeat nobody notices.',
        '被黑洞吞没的连接在服务端恢复后仍然是死的，与切换网络之后相同：没有心跳就无人察觉。',
      ),
    ],
    claims: SETTINGS.flatMap(([settings]) => {
      const [en, zh] = settings === 'defaults' ? ['at the defaults', '默认值'] : ['at like settings', '相同设置'];
      return KINDS.map(([kind, kindEn, kindZh]) =>
        claim(settings, kind, [`recovery p95, ${kindEn}, ${en}`, `恢复 p95，${kindZh}，${zh}`]),
      );
    }),
  };
}
