import { isAtRest } from '../model/destination';
import { LIFE } from '../model/loss';
import { isKept } from '../model/present';
import { fake } from './fake-platform';
import { LONGEST_TIMER } from './server-time';
import type { Stage } from './stage';

/** Something puts timers off; a moment in the background does not make them late. */
export function disturb(stage: Stage, isLate = true): void {
  stage.disturbedAt = stage.time.ticks();
  if (isLate) stage.lateAt = stage.disturbedAt;
  // A probe that is under way may be judged late now.
  for (const destination of stage.destinations) destination.probedAt = null;
}

/** A line that was hidden for longer is replaced on show: WeChat stops JavaScript after 5 s in the background. */
const TRUSTED = 5_100;

/** The app is shown. What its timers lost meanwhile they have lost. */
export function show(stage: Stage): void {
  if (!stage.isHidden) return;
  const wasStill = stage.isStill();
  if (wasStill && fakeLosesTimers(stage)) stage.hasLostTimers = true;
  stage.isHidden = false;
  disturb(stage, wasStill);
  // What is left of a time is reckoned anew now, by a clock that cannot know how long it was hidden.
  if (stage.clockSetAt >= stage.hiddenAt) stage.clockSetAt = stage.disturbedAt;
  const elapsed = stage.time.elapsed();
  // A clock that was set back meanwhile hides how long it was.
  const isLong = elapsed - stage.hiddenSince > TRUSTED && stage.setBack.at < stage.hiddenSince;
  // What waited may be told before the show.
  const isToldFirst = !wasStill || stage.setting.knobs?.resume !== 'events-first';
  for (const model of stage.destinations) {
    const isRested = model.isAway && !isKept(stage) && model.core.getSnapshot().status === 'open';
    const isSure = !stage.isBackgroundNew && !stage.hasBrokenListeners;
    model.probedAt = isRested && isSure ? stage.disturbedAt : null;
    model.distrusted = model.probedAt !== null && isLong ? model.connectNumber : null;
    model.shownAt = isToldFirst && isSure && !isAtRest(model.core.getSnapshot().status) ? elapsed : null;
    model.isAway = false;
  }
  stage.isBackgroundNew = false;
  stage.mail.shown();
  fake.app.show();
}

const fakeLosesTimers = ({ setting }: Stage) => setting.knobs?.timers === 'vanish';

/** The app is hidden. */
export function hide(stage: Stage): void {
  if (stage.isHidden) return;
  stage.isHidden = true;
  stage.hiddenAt = stage.time.ticks();
  stage.hiddenSince = stage.time.elapsed();
  disturb(stage, false);
  for (const model of stage.destinations) {
    model.isAway = !isAtRest(model.core.getSnapshot().status);
    // What is hidden again resumes no more.
    if (!isKept(stage)) model.shownAt = null;
  }
  fake.app.hide();
}

/** The device sleeps. */
export function freeze(stage: Stage, milliseconds: number): void {
  // A device that sleeps loses no timers: with nothing to tell of it, nobody could know that they have to be armed anew.
  if (fakeLosesTimers(stage)) return;
  const isLate = !isForgiven(stage, milliseconds);
  stage.setForwardAt = stage.time.elapsed() + milliseconds;
  disturb(stage, isLate);
  // After what was noted in ticks: those go back until the clock has made the step.
  stage.time.wasStill(milliseconds);
  fake.app.freeze(milliseconds);
  stage.mail.slept(milliseconds);
  disturb(stage, isLate);
}

/** Longer than any timer could be late by itself. */
const LONG_SLEEP = 60_000;

/** A long sleep costs no living line. Of a second one, before the line can have proved that it lives, nobody can be sure. */
function isForgiven(stage: Stage, milliseconds: number): boolean {
  if (milliseconds < LONG_SLEEP) return false;
  const now = stage.time.ticks();
  const isFirst = now - stage.sleptAt > 2 * LIFE;
  stage.sleptAt = now;
  return isFirst;
}

/** The wall clock is set. */
export function jump(stage: Stage, milliseconds: number): void {
  stage.time.wasSet(milliseconds);
  fake.app.setClock(milliseconds);
  // One that is set forward looks like a sleep.
  disturb(stage, !isForgiven(stage, milliseconds));
  stage.clockSetAt = stage.disturbedAt;
  const now = stage.time.elapsed();
  if (milliseconds > 0) stage.setForwardAt = now;
  else {
    const { at, lately } = stage.setBack;
    stage.setBack = { at: now, by: -milliseconds, lately: (now - at <= LONGEST_TIMER ? lately : 0) - milliseconds };
  }
  stage.mail.wasSet(milliseconds);
  for (const { time } of stage.destinations) {
    if (!time) continue;
    if (milliseconds > 0) time.setForward = true;
    else {
      time.mayMiss += Math.min(-milliseconds, stage.time.elapsed() - time.at);
      time.blindSince ??= stage.time.elapsed();
    }
  }
}

/** The page is covered, or shown. */
export function page({ members }: Stage, isHidden: boolean): void {
  for (const member of Object.values(members)) if (member.isMounted) member.isPageHidden = isHidden;
  if (isHidden) fake.page.hide();
  else fake.page.show();
}
