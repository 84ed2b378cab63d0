import { isAtRest } from '../model/destination';
import { isKept } from '../model/present';
import { fake } from './fake-platform';
import type { Stage } from './stage';

/** Something puts timers off; a moment in the background does not make them late. */
export function disturb(stage: Stage, isLate = true): void {
  stage.disturbedAt = stage.time.ticks();
  if (isLate) stage.lateAt = stage.disturbedAt;
  // A probe that is under way may be judged late now.
  for (const destination of stage.destinations) destination.probedAt = null;
}

/** The app is shown. What its timers lost meanwhile they have lost. */
export function show(stage: Stage): void {
  if (!stage.isHidden) return;
  const wasStill = stage.isStill();
  if (wasStill && fakeLosesTimers(stage)) stage.hasLostTimers = true;
  stage.isHidden = false;
  disturb(stage, wasStill);
  // What is left of a time is reckoned anew now, by a clock that cannot know how long it was hidden.
  if (stage.clockSetAt >= stage.hiddenAt) stage.clockSetAt = stage.disturbedAt;
  for (const model of stage.destinations) {
    const isRested = model.isAway && !isKept(stage) && model.core.getSnapshot().status === 'open';
    model.probedAt = isRested && !stage.isBackgroundNew && !stage.hasBrokenListeners ? stage.disturbedAt : null;
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
  disturb(stage, false);
  for (const model of stage.destinations) model.isAway = !isAtRest(model.core.getSnapshot().status);
  fake.app.hide();
}

/** The device sleeps. */
export function freeze(stage: Stage, milliseconds: number): void {
  // A device that sleeps loses no timers: with nothing to tell of it, nobody could know that they have to be armed anew.
  if (fakeLosesTimers(stage)) return;
  stage.time.wasStill(milliseconds);
  disturb(stage);
  fake.app.freeze(milliseconds);
  disturb(stage);
}

/** The wall clock is set. */
export function jump(stage: Stage, milliseconds: number): void {
  stage.time.wasSet(milliseconds);
  fake.app.setClock(milliseconds);
  disturb(stage);
  stage.clockSetAt = stage.disturbedAt;
  if (milliseconds < 0) stage.setBack = { at: stage.time.elapsed(), by: -milliseconds };
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
