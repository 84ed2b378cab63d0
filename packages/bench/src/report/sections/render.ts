import type { ByPeer } from '../../run/results';
import type { RenderData } from '../../scenarios/render';
import type { Reading } from '../../scenarios/render-components';
import { isOurs, labelOf, present, type Section, same, text } from '../section';

const READINGS: Readonly<Record<Reading['name'], ReturnType<typeof text>>> = {
  nothing: text('reads no message', '不读取消息'),
  'last message': text('reads the last message', '读取最后一条消息'),
  reducer: text('`useSocketReducer`', '`useSocketReducer`'),
  filtered: text('`filter: () => false`', '`filter: () => false`'),
};

/** What messages cost in renders. */
export function renderSection(data: ByPeer<RenderData>): Section {
  const rows = present(data).flatMap(({ id, data: own }) => own.map((row) => ({ id, ...row })));
  const messages = rows[0]?.messages ?? 0;
  const cell = (count: number | null) => (count === null ? '–' : `${count}`);
  const lasts = rows.filter(({ reading }) => reading === 'last message');
  return {
    title: text('Renders', '渲染'),
    what: text(
      `A component of React 18.3.1 in jsdom gets ${messages} messages in one task (burst), and one task each, 5 ms apart (spread): how often it committed, how many messages an effect on the last message saw, and how many the callback saw.`,
      `jsdom 中的 React 18.3.1 组件收到 ${messages} 条消息：在同一个任务中（突发），以及每条一个任务、间隔 5 ms（分散）。统计提交次数、依赖最后一条消息的 effect 看到的条数，以及回调看到的条数。`,
    ),
    tables: [
      {
        head: [
          text('library', '库'),
          text('the component', '组件'),
          text('commits, burst / spread', '提交，突发 / 分散'),
          text('effect saw, burst / spread', 'effect 看到，突发 / 分散'),
          text('callback saw, burst / spread', '回调看到，突发 / 分散'),
        ],
        rows: rows.map(({ id, reading, burst, spread }) => [
          labelOf(id),
          READINGS[reading],
          `${burst.commits} / ${spread.commits}`,
          `${cell(burst.seenByEffect)} / ${cell(spread.seenByEffect)}`,
          `${burst.seenByCallback} / ${spread.seenByCallback}`,
        ]),
      },
    ],
    chart: {
      title: text(`Commits for ${messages} messages in one task`, `一个任务中 ${messages} 条消息的提交次数`),
      bars: rows.map(({ id, reading, burst }) => ({
        label: text(
          `${labelOf(id)}, ${READINGS[reading].en.replaceAll('`', '')}`,
          `${labelOf(id)}，${READINGS[reading].zh.replaceAll('`', '')}`,
        ),
        value: burst.commits,
        text: `${burst.commits}`,
        isOurs: isOurs(id),
      })),
    },
    claims: [
      {
        what: text('commits for a burst, the last message read', '读取最后一条消息时突发的提交次数'),
        values: lasts.map(({ id, burst }) => ({ id, value: burst.commits })),
        text: (value) => same(cell(value)),
      },
      {
        what: text('messages of a burst that an effect on the last one misses', '突发中 effect 漏掉的消息数'),
        values: lasts.map(({ id, burst }) => ({ id, value: messages - (burst.seenByEffect ?? 0) })),
        text: (value) => same(cell(value)),
      },
    ],
  };
}
