import { type CloseCause, closeCause } from './close-cause';
import { NORMAL_CLOSURE } from './close-code';
import { initialState, type MachineEvent, type MachineState, type Rules, type Step } from './machine-state';

/** Hidden for longer than this, a connection is not trusted: WeChat stops JavaScript after 5 s in the background. */
const TRUSTED_HIDDEN = 5_000;
/** WeChat refuses connects while it resumes: the first loss this soon after a show is retried fast, and not counted. */
const RESUME_GRACE = 2_000;

/** The connection's whole behaviour: a next state and effects for each event, and nothing else. */
export function transition(state: MachineState, event: MachineEvent, rules: Rules): Step {
  const next = noted(state, event, rules.now);
  switch (state.status) {
    case 'idle':
    case 'closed':
      return fromRest(next, event, rules);
    case 'connecting':
      return fromConnecting(next, event, rules);
    case 'open':
      return fromOpen(next, event, rules, state.hiddenAt);
    case 'waiting':
      return fromWaiting(next, event, rules, state.offline);
    case 'suspended':
      return fromSuspended(next, event, rules);
  }
}

/** What is noted in every status: whether the app is shown, and the platform's word on the network. */
function noted(state: MachineState, event: MachineEvent, now: number): MachineState {
  switch (event.type) {
    case 'hide':
      return state.hiddenAt === null ? { ...state, hiddenAt: now } : state;
    case 'show':
      return { ...state, hiddenAt: null, graceUntil: now + RESUME_GRACE };
    case 'online':
    case 'offline': {
      const offline = event.type === 'offline';
      return offline === state.offline ? state : { ...state, offline };
    }
    default:
      return state;
  }
}

function fromRest(state: MachineState, event: MachineEvent, rules: Rules): Step {
  // Before anybody has connected, a socket is closed as well as after.
  if (event.type === 'disconnect' && state.status === 'idle') return leave(state, event);
  if (event.type !== 'connect') return [state, []];
  const fresh: MachineState = { ...initialState, hiddenAt: event.visible ? null : rules.now };
  return gateShut(fresh, rules) ? [{ ...fresh, status: 'suspended' }, []] : begin(fresh);
}

function fromConnecting(state: MachineState, event: MachineEvent, rules: Rules): Step {
  switch (event.type) {
    case 'opened': {
      const opened: Step = [{ ...state, status: 'open', cause: null }, ['disarmConnectTimer', 'startHeartbeat']];
      // reconnect() connects though the app is hidden: then it opens at rest, as `hide` leaves it.
      return gateShut(state, rules) ? opened : [opened[0], [...opened[1], 'armUptimeTimer']];
    }
    case 'hide':
    case 'rulesChanged':
      return gateShut(state, rules) ? suspend(state) : [state, []];
    case 'show':
      // It went on while the app was hidden, and the platform may have stopped JavaScript and lost its timers.
      return [state, ['resumeConnectTimer']];
    default:
      return fromAnyAttempt(state, event, rules);
  }
}

function fromOpen(state: MachineState, event: MachineEvent, rules: Rules, hiddenAt: number | null): Step {
  switch (event.type) {
    case 'hide':
    case 'rulesChanged':
      return restOrGoOn(state, event, rules);
    case 'show': {
      const hiddenFor = hiddenAt === null ? 0 : rules.now - hiddenAt;
      const stale = rules.background === 'pause' && (event.overdue || hiddenFor > TRUSTED_HIDDEN);
      return stale ? replace(state, interrupted('now')) : [state, ['probe', 'armUptimeTimer']];
    }
    case 'online':
    case 'offline':
      return [state, gateShut(state, rules) ? [] : ['probe']];
    case 'uptimeReached':
      return [{ ...state, attempt: 0, downSince: null }, []];
    default:
      return fromAnyAttempt(state, event, rules);
  }
}

/** Open, and the app was hidden, or is and another `background` says what that means. */
function restOrGoOn(state: MachineState, event: MachineEvent, { background }: Rules): Step {
  if (state.hiddenAt === null) return [state, []];
  if (background === 'disconnect') return suspend(state);
  if (background === 'pause') return [state, ['pauseHeartbeat', 'disarmUptimeTimer']];
  return [state, event.type === 'hide' ? [] : ['probe', 'armUptimeTimer']];
}

function fromWaiting(state: MachineState, event: MachineEvent, rules: Rules, wasOffline: boolean): Step {
  switch (event.type) {
    case 'retryDue':
      return reopen(state);
    case 'connect':
      return begin(state);
    case 'online':
      return shortenWait(state, wasOffline, rules);
    case 'show':
      // Only under 'keep': whoever comes back to the tab has no wish to wait, and its timers may have stood still.
      return shortenWait(state, false, rules);
    case 'hide':
    case 'rulesChanged':
      return gateShut(state, rules) ? [{ ...state, status: 'suspended' }, ['disarmRetryTimer']] : [state, []];
    default:
      return fromAnyAttempt(state, event, rules);
  }
}

/** Cuts the wait short, at most once per `minDelay`: hints come in swarms. */
function shortenWait(state: MachineState, isAnew: boolean, rules: Rules): Step {
  if (rules.now < state.mayShortenFrom) return [state, []];
  const next = { ...state, mayShortenFrom: rules.now + rules.minDelay };
  return isAnew ? begin(next) : reopen(next);
}

function fromSuspended(state: MachineState, event: MachineEvent, rules: Rules): Step {
  // A show opens the gate; and it can be open before one, when `background` has become 'keep' since.
  switch (event.type) {
    case 'show':
    case 'connect':
    case 'reconnect':
    case 'online':
    case 'rulesChanged':
      return gateShut(state, rules) ? [{ ...state, attempt: 0 }, []] : begin(state);
    case 'disconnect':
      return leave(state, event);
    default:
      return [state, []];
  }
}

/** What `connecting`, `open` and `waiting` have in common. */
function fromAnyAttempt(state: MachineState, event: MachineEvent, rules: Rules): Step {
  switch (event.type) {
    case 'lost':
      return lose(state, event.cause, rules);
    case 'reconnect':
      return replace(state, REPLACED);
    case 'disconnect':
      return leave(state, event);
    default:
      return [state, []];
  }
}

/** The one way in for every loss. */
function lose(before: MachineState, cause: CloseCause, rules: Rules): Step {
  if (before.status === 'waiting') return [before, []];
  const state: MachineState = { ...before, downSince: before.attempt === 0 ? rules.now : before.downSince };
  if (cause.retry === 'never') return end(state, cause);
  if (rules.now <= state.graceUntil && !gateShut(state, rules)) {
    const forgiven: MachineState = { ...state, status: 'waiting', cause, graceUntil: -Infinity };
    return [forgiven, ['abandon', 'armResumeTimer']];
  }
  const attempt = state.attempt + 1;
  if (attempt >= rules.maxAttempts) {
    const message = `gave up after ${attempt} losses in a row; the last: ${cause.message}`;
    return end({ ...state, attempt }, { ...cause, kind: 'gave-up', retry: 'never', message });
  }
  if (gateShut(state, rules)) {
    const onShow: CloseCause = { ...cause, retry: 'on-show' };
    return [{ ...state, status: 'suspended', attempt, cause: onShow }, ['abandon']];
  }
  return [{ ...state, status: 'waiting', attempt, cause }, ['abandon', 'armRetryTimer']];
}

function end(state: MachineState, cause: CloseCause): Step {
  return [{ ...state, status: 'closed', cause }, ['abandon']];
}

function leave(state: MachineState, event: Omit<Extract<MachineEvent, { type: 'disconnect' }>, 'type'>): Step {
  const { code = NORMAL_CLOSURE, reason = '', message = 'disconnected by the app' } = event;
  return end(state, closeCause({ kind: 'disconnect', code, reason, message }, 'never'));
}

function suspend(state: MachineState): Step {
  const cause = interrupted('on-show');
  return [{ ...state, status: 'suspended', cause }, ['abandon']];
}

/** Gives up what there is for a new connection. */
function replace(state: MachineState, cause: CloseCause): Step {
  const next: MachineState = { ...state, status: 'connecting', attempt: 0, downSince: null, cause };
  return [next, ['abandon', 'openConnection']];
}

/** Connects as if nothing had been lost before. */
function begin(state: MachineState): Step {
  return reopen({ ...state, attempt: 0, downSince: null });
}

function reopen(state: MachineState): Step {
  return [{ ...state, status: 'connecting' }, ['openConnection']];
}

/** Why a connection is given up for another one. */
export const REPLACED = closeCause({ kind: 'replaced', message: 'replaced by a new connection' }, 'now');

function interrupted(retry: 'now' | 'on-show'): CloseCause {
  return closeCause({ kind: 'interrupted', message: 'the app was in the background' }, retry);
}

/** Hidden, and not told to go on regardless. The network's word is a hint, never a gate: platforms lie both ways. */
function gateShut(state: MachineState, rules: Rules): boolean {
  return state.hiddenAt !== null && rules.background !== 'keep';
}
