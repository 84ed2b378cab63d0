import { Text, View } from '@tarojs/components';
import { Fragment, type ReactNode, useState } from 'react';
import type { AppLine } from '../line/app-line';
import { useLanguage } from '../texts/language';
import type { Texts } from '../texts/texts';
import type { LabAction, LabEntry } from './lab-log';
import { placeWords } from './mark-words';
import { readTimeline, type Timeline } from './timeline';
import './timeline-view.css';
import { realNow } from './simulations';
import { TICK, useTapeHead } from './tape-head';

/** How much of the past the picture shows, in milliseconds, and where its axis has words. */
const SPAN = 45_000;
const AGES = [45, 30, 15];

/** A mark as it is drawn: `look` is the end of its class name. */
interface MarkDrawing {
  readonly key: number;
  readonly at: number;
  readonly lasts: number;
  readonly look: string;
  readonly words: string;
}

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

  const marksOf = (marks: readonly MarkDrawing[]) => {
    const times = marks.map(({ at }) => at);
    const places = placeWords(times, head, SPAN);
    return marks.map(({ key, at, lasts, look, words }, index) => {
      const place = places[index];
      if (!isSeen(Math.max(at + lasts, place?.to ?? 0))) return null;
      return (
        <Fragment key={key}>
          <View className={`tape-mark tape-${look}`} style={stretch(at, at + lasts)} />
          {place && (
            <View className={`tape-words tape-words-${place.side}`} style={stretch(place.from, place.to)}>
              {words}
            </View>
          )}
        </Fragment>
      );
    });
  };

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
              {marksOf(
                timeline.actions.map(({ key, at, action }) => {
                  const { kind, lasts } = action;
                  return { key, at, lasts, look: `action tape-action-${kind}`, words: wordOf(action, texts) };
                }),
              )}
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
              {marksOf(
                timeline.causes.map(({ key, at, kind, code }) => ({
                  key,
                  at,
                  lasts: 0,
                  look: `cause tape-cause-${kind}`,
                  words: texts.causes[kind] + (code === null ? '' : ` ${code}`),
                })),
              )}
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
