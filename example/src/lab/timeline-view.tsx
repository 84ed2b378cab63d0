import type { CloseCauseKind } from '@heartbeat-socket/taro';
import { Text, View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import type { AppLine } from '../line/app-line';
import { useLanguage } from '../texts/language';
import type { Texts } from '../texts/texts';
import type { LabAction, LabEntry } from './lab-log';
import { readTimeline, type Timeline } from './timeline';
import './timeline-view.css';
import { realNow } from './simulations';
import { TICK, useTapeHead } from './tape-head';

/** How much of the past the picture shows, in milliseconds, and where its axis has words. */
const SPAN = 45_000;
const AGES = [45, 30, 15];

/** Words of a mark that has less room than this are left out. */
const LEAST_ROOM = 5_000;

/** The line over the last while, as it goes on: what the visitor did, and what became of it, lane by lane. */
export function TimelineView({ entries, status }: { entries: readonly LabEntry[]; status: AppLine['status'] }) {
  const { texts } = useLanguage();
  const { lab } = texts;
  const head = useTapeHead();
  const [origin] = useState(realNow);
  const timeline = readTimeline(entries, status);
  const isSeen = (end: number | null) => (end ?? Infinity) > head - SPAN - TICK;

  /** Everything has its place on a tape that is pulled to the left; its right end is far out of sight. */
  const left = (time: number) => `${percent(time - origin)}%`;
  const stretch = (from: number, to: number | null) => ({
    left: left(from),
    width: `${percent((to ?? head + SPAN) - from)}%`,
  });

  return (
    <View>
      <View className="tape-window" role="img" aria-label={lab.summary(summaryOf(timeline, status, head, texts))}>
        <View className="tape-names" aria-hidden="true">
          {(['actions', 'status', 'pings', 'messages', 'causes'] as const).map((lane) => (
            <Text key={lane} className="tape-name">
              {lab.lanes[lane]}
            </Text>
          ))}
        </View>
        <View className="tape-plot" aria-hidden="true">
          {AGES.slice(1).map((age) => (
            <View key={age} className="tape-grid" style={{ left: `${100 - percent(age * 1_000)}%` }} />
          ))}
          <View className="tape" style={{ transform: `translateX(-${percent(head - SPAN - origin)}%)` }}>
            <Lane>
              {timeline.actions
                .filter(({ at, action }) => isSeen(at + Math.max(action.lasts, LEAST_ROOM)))
                .map(({ key, at, next, action }) => (
                  <View key={key} className="tape-action" style={stretch(at, at + action.lasts)}>
                    <Words room={next === null ? null : next - at}>{wordOf(action, texts)}</Words>
                  </View>
                ))}
            </Lane>
            <Lane>
              {timeline.statuses
                .filter(({ to }) => isSeen(to))
                .map(({ key, from, to, status: each }) => (
                  <View key={key} className={`tape-status tape-status-${each}`} style={stretch(from, to)} />
                ))}
            </Lane>
            <Lane>
              {timeline.pings
                .filter(({ from, to }) => isSeen(to ?? from))
                .map(({ key, from, to, fate }) => (
                  <View
                    key={key}
                    className={`tape-ping tape-ping-${fate}`}
                    style={fate === 'awaited' ? { left: left(from) } : stretch(from, to)}
                  />
                ))}
            </Lane>
            <Lane>
              {timeline.messages
                .filter(({ to }) => isSeen(to))
                .map(({ key, from, to, fate }) => (
                  <View key={key} className={`tape-message tape-message-${fate}`} style={stretch(from, to)} />
                ))}
            </Lane>
            <Lane>
              {timeline.causes
                .filter(({ at }) => isSeen(at + LEAST_ROOM))
                .map(({ key, at, next, kind, code }) => (
                  <View key={key} className="tape-cause" style={{ left: left(at) }}>
                    <Words room={next === null ? null : next - at}>{causeOf(kind, code, texts)}</Words>
                  </View>
                ))}
            </Lane>
          </View>
        </View>
      </View>
      <View className="tape-ages" aria-hidden="true">
        {AGES.map((age) => (
          <Text key={age} className="tape-age" style={{ left: `${100 - percent(age * 1_000)}%` }}>
            {lab.ago(age)}
          </Text>
        ))}
        <Text className="tape-age tape-age-now">{lab.now}</Text>
      </View>
      <Legend texts={lab.legend} />
    </View>
  );
}

function Lane({ children }: { children: ReactNode }) {
  return <View className="tape-lane">{children}</View>;
}

/** Words beside a mark, cut where the next one begins. */
function Words({ room, children }: { room: number | null; children: string }) {
  if (room !== null && room < LEAST_ROOM) return null;
  return <Text className="tape-words">{children}</Text>;
}

const LEGEND = {
  open: 'tape-status-open',
  connecting: 'tape-status-connecting',
  waiting: 'tape-status-waiting',
  suspended: 'tape-status-suspended',
  closed: 'tape-status-closed',
  ping: 'tape-ping-answered',
  lost: 'tape-ping-lost',
  held: 'tape-message-waiting',
  sent: 'tape-message-sent',
} as const;

function Legend({ texts }: { texts: Texts['lab']['legend'] }) {
  return (
    <View className="tape-legend">
      {(Object.keys(LEGEND) as Array<keyof typeof LEGEND>).map((what) => (
        <View key={what} className="tape-legend-item">
          <View className={`tape-swatch ${LEGEND[what]}`} />
          <Text>{texts[what]}</Text>
        </View>
      ))}
    </View>
  );
}

function percent(duration: number): number {
  return (duration / SPAN) * 100;
}

function wordOf({ kind, code }: LabAction, { lab }: Texts): string {
  if (kind === 'clock-forward') return lab.clock.forward;
  if (kind === 'clock-back') return lab.clock.back;
  return code === undefined ? lab[kind].mark : `${lab[kind].mark} ${code}`;
}

function causeOf(kind: CloseCauseKind, code: number | null, texts: Texts): string {
  return texts.causes[kind] + (code === null ? '' : ` ${code}`);
}

function summaryOf({ causes, pings, messages }: Timeline, status: AppLine['status'], head: number, texts: Texts) {
  const isRecent = (time: number | null) => time !== null && time > head - SPAN;
  const recent = pings.filter(({ from }) => isRecent(from));
  return {
    seconds: SPAN / 1_000,
    status: texts.status[status],
    losses: causes.filter(({ at }) => isRecent(at)).length,
    pings: recent.length,
    pongs: recent.filter(({ fate }) => fate === 'answered').length,
    sent: messages.filter(({ to, fate }) => fate === 'sent' && isRecent(to)).length,
    waiting: messages.filter(({ fate }) => fate === 'waiting').length,
  };
}
