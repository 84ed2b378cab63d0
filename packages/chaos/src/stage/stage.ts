import type { Destination } from '../model/destination';
import type { Mail } from '../model/mail';
import type { Sender, Sending } from '../model/sending';
import type { Subscriptions } from '../model/subscriptions';
import type { Thrown } from '../model/thrown';
import type { Deed, Name, Schedule, Setting } from '../schedule/schedule';
import type { Login } from './login';
import type { Member } from './member';
import type { MemberProps, Scene } from './scene';
import type { ServerSide } from './server';
import type { Taps } from './taps';
import type { Time } from './time';

/** All that a schedule happens to. */
export interface Stage extends Schedule {
  readonly time: Time;
  readonly server: ServerSide;
  readonly mail: Mail;
  readonly thrown: Thrown;
  readonly taps: Taps;
  readonly login: Login;
  readonly subscriptions: Subscriptions;
  readonly members: Readonly<Record<Name, Member>>;
  /** Where components are and have been, oldest first. */
  readonly destinations: readonly Destination[];
  readonly faults: string[];
  /** The outcomes of the connects to come, before they are real again. */
  readonly outcomes: unknown[];
  background: Setting['background'];
  /** The option changed while the app was hidden: which gate was shut when is not followed. */
  isBackgroundNew: boolean;
  isHidden: boolean;
  /** What the platform said of the network last. */
  isOnline: boolean;
  /** The program hears nothing, and runs no timer. */
  isStill(): boolean;
  /** When it was hidden, in ticks, and in what had passed. */
  hiddenAt: number;
  hiddenSince: number;
  /** When the wall clock was set last, in ticks. */
  clockSetAt: number;
  /** When the wall clock was set back last, in what had passed, and by how much; `lately`: with the times shortly before. */
  setBack: { readonly at: number; readonly by: number; readonly lately: number };
  /** When it was set forward last, or a device woke, which looks the same; in what had passed. */
  setForwardAt: number;
  /** When something last put timers off, in ticks. */
  disturbedAt: number;
  /** When timers may have come late last, in ticks. */
  lateAt: number;
  /** When the device last slept for so long that the heartbeat forgives it, in ticks. */
  sleptAt: number;
  /** Until when a ping may have gone unanswered for a reason, in ticks. */
  excusedUntil: number;
  /** Timers were lost while the program stood still. */
  hasLostTimers: boolean;
  /** The platform took no listener for hide or show, or did not let one go. */
  hasBrokenListeners: boolean;
  /** How many questions are being asked. */
  questions: number;
  /** Resyncs give what they have from now on. */
  isObliging: boolean;
  /** Renders what the members are to be now. */
  render(how?: 'slow' | 'transition'): void;
  act(scene: Scene, deed: Deed): void;
  holds(member: Member): boolean;
  /** Its component does not want the shared socket: it hears nothing of it, and shows nothing. */
  isOutside(scene: Scene): boolean;
  /** How this render sends to this destination. */
  sendingOf(scene: Scene, destination: Destination, sender: Sender): Sending;
  fault(what: string): void;
  end(): void;
}

/** Changes what a component is given. */
export function change(member: Member, props: Partial<MemberProps>): void {
  member.props = { ...member.props, ...props };
}
