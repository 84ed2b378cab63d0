import { showToast } from '@tarojs/taro';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { LAB_BOUNDS, LabBreak } from '../../server/src/lab/lab-messages';
import type { AppLine } from '../line/app-line';
import { recorderOf } from '../line/line-recorder';
import { breakLines } from '../line/server-api';
import { currentSession } from '../line/session';
import { createLabLog, type LabAction, type LabEntry } from './lab-log';
import { hideApp, setClock } from './simulations';

/** How long the page makes believe, in milliseconds: longer than a hidden connection is trusted. */
const HIDDEN = 6_000;
const CLOCK_SET = 8_000;
const HOUR = 3_600_000;

/** How long each break lasts, as the picture shows it. The server's own numbers, or it does not compile. */
const LASTS: Readonly<Record<'cut' | 'close' | 'refuse', 0>> & Pick<typeof LAB_BOUNDS, 'away' | 'slow'> = {
  cut: 0,
  close: 0,
  away: 5_000,
  slow: 10_000,
  refuse: 0,
};

/** What goes out when a visitor sends something: it asks for nothing, and changes nothing. */
const NOTE = { type: 'unwatch', lot: 'line-lab' } as const;

/** The lab on a line: what happened, and what the visitor can do. */
export interface Lab {
  readonly entries: readonly LabEntry[];
  /** What the page makes believe at present. */
  readonly pretending: 'hide' | 'clock' | null;
  send(): void;
  breakLine(action: LabBreak): void;
  hide(): void;
  /** An hour forward, or back. */
  moveClock(direction: 'forward' | 'back'): void;
}

/** @param refused - what the visitor is told when the server did not break the line. */
export function useLab(line: AppLine, refused: string): Lab {
  const { core } = line;
  const log = useMemo(() => createLabLog(recorderOf({ core })), [core]);
  const entries = useSyncExternalStore(log.subscribe, log.entries, log.entries);
  const [pretending, setPretending] = useState<Lab['pretending']>(null);
  const endPretence = useRef<(() => void) | null>(null);
  // Whoever leaves the page leaves with the right time, and seen.
  useEffect(() => () => endPretence.current?.(), []);

  function pretend(what: 'hide' | 'clock', lasts: number, action: LabAction['kind'], undo: () => void): void {
    log.add({ kind: action, lasts });
    setPretending(what);
    const end = () => {
      clearTimeout(timer);
      endPretence.current = null;
      undo();
      setPretending(null);
    };
    const timer = setTimeout(end, lasts);
    endPretence.current = end;
  }

  return {
    entries,
    pretending,
    send: () => void line.send(NOTE),
    breakLine(action) {
      log.add({ ...action, lasts: LASTS[action.kind] });
      currentSession()
        .then((session) => breakLines(session, action))
        .catch(() => void showToast({ title: refused, icon: 'none' }));
    },
    hide: () => pretend('hide', HIDDEN, 'hide', hideApp()),
    moveClock(direction) {
      setClock(direction === 'forward' ? HOUR : -HOUR);
      pretend('clock', CLOCK_SET, `clock-${direction}`, () => setClock(0));
    },
  };
}
