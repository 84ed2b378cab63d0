import { hasOneSocket } from '../schedule/schedule';
import { fake } from '../stage/fake-platform';
import { destinationOf, isHiddenByReact } from '../stage/member';
import type { Scene } from '../stage/scene';
import { isShared, isUninterested } from '../stage/sharing';
import type { Stage } from '../stage/stage';
import { type Destination, isFor } from './destination';

/** What may still be told of a destination in the commit that leaves it. */
const FAREWELLS = ['close', 'statusChange', 'drop', 'error'];

/** What a component that is hidden is told of, for it is there to know; and asked, of what it sends. */
const TOLD_HIDDEN = ['drop', 'error'];
const ASKED_HIDDEN = ['encode', 'tag'];

/** What a shared socket asks the oldest component that is there. */
const FROM_THE_OLDEST = ['url', 'jitter', 'delay', 'shouldReconnect'];

const isHeldByOthers = ({ members, holds }: Stage, { member }: Scene, destination: Destination): boolean =>
  Object.values(members).some(
    (other) => other !== member && holds(other) && !other.isCommitting && destinationOf(other) === destination,
  );

/** Only the render that is committed is told and asked, of its own destination. */
export function judgeAudience(stage: Stage, scene: Scene, kind: string, what: string): void {
  const { setting, fault } = stage;
  const { member, destination } = scene;
  const { name, isMounted, isLeaving, isCommitting } = member;
  const heard = kind === 'question' ? `was asked ${what}` : `was told of ${what}`;
  // Lingering, a shared socket goes on with the options of its last component; and a login with those that it began with.
  if (kind === 'question' && isShared(setting)) {
    const hasGone = !isMounted && !isLeaving && FROM_THE_OLDEST.includes(what);
    if (hasGone && destination && isHeldByOthers(stage, scene, destination))
      fault(`${name} ${heard}, and others are there`);
    return;
  }
  // Until its effects are cleaned up it hears on.
  const mayHear = isLeaving || (kind === 'question' ? ASKED_HIDDEN.includes(what) : TOLD_HIDDEN.includes(kind));
  if (isHiddenByReact(member) && mayHear) return;
  if (!isMounted && !(kind === 'question' && isLeaving)) return fault(`${name} ${heard} while it was not mounted`);
  if (!destination) return fault(`${name} ${heard} in a render that was thrown away`);
  const isFarewell = isCommitting && (kind === 'question' || FAREWELLS.includes(kind));
  if (destination !== member.scene?.destination && !isFarewell)
    return fault(`${name} ${heard} for ${destination.name}, and is at ${member.scene?.destination?.name}`);
  // What fetches what it missed goes on hearing, so as to fetch once for each open.
  const isNews = kind === 'open' || kind === 'statusChange' || (kind === 'message' && !setting.resync);
  if (isNews && !isCommitting && member.scene === scene && isUninterested(setting, scene))
    return fault(`${name} ${heard} of a shared socket that it does not want`);
  const isOfConnection = kind === 'open' || what === 'close replaced' || what === 'close server';
  // An attempt begins with the url function, and where the app has one socket it may wait for that.
  const hasBegun = what === 'close replaced' && (destination.isUrlAsked || hasOneSocket(setting));
  if (isOfConnection && destination.connects === 0 && !hasBegun)
    fault(`${name} ${heard} for ${destination.name}, which has never connected`);
}

/** A message of the server reaches a component: one of the present connection, once, in order. */
export function judgeMessage({ server, setting, members, fault }: Stage, scene: Scene, text: string): void {
  const { member, destination } = scene;
  const { name, heard, isSyncing } = member;
  const [, number, line] = /^m(\d+)@(\d+)$/.exec(text) ?? [];
  if (number === undefined || line === undefined) return;
  const connection = fake.server.connections[Number(line)];
  if (!destination || !connection || !isFor(destination, connection.url))
    return fault(`${name} got ${text} for ${destination?.name}, which ${connection?.url} said`);
  if (isSyncing) fault(`${name} got ${text} before its resync had ended`);
  // One listener may end the connection: the others have a right to the message that it was told of.
  const isTold = Object.values(members).some((each) => each !== member && each.heard.includes(text));
  if (!setting.resync && !isTold && !server.open(connection.url).includes(connection))
    fault(`${name} got ${text} of a connection that is closed`);
  const last = heard.findLast((each) => /^m\d/.test(each));
  if (last && Number(/\d+/.exec(last)?.[0]) >= Number(number)) fault(`${name} got ${text} after ${last}`);
}
