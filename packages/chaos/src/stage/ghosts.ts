import { isFor } from '../model/destination';
import { fake } from './fake-platform';
import { isShared } from './sharing';
import type { Stage } from './stage';

/** Events of a task that was given up must change nothing that anybody can see. */
export async function ghost(stage: Stage, tell: () => void): Promise<void> {
  const before = picture(stage);
  tell();
  const after = picture(stage);
  if (before !== after) stage.fault(`an event of the past changed\n  ${before}\n  into\n  ${after}`);
}

function picture({ destinations, members }: Stage): string {
  return JSON.stringify([
    destinations.map(({ core }) => core.getSnapshot()),
    Object.values(members).map(({ heard }) => heard.length),
    fake.server.connects,
    fake.left().filter((line) => line.startsWith('a timer')).length,
  ]);
}

/** The tasks of connections that the hook has given up: all but the newest of each destination, and all of one at rest. */
export function past({ taps, destinations, setting }: Stage) {
  return taps.tasks.filter((task) => {
    // To one that could not be closed a close is news.
    if (task.isRefusedClose) return false;
    const destination = destinations.findLast((each) => isFor(each, task.url));
    if (!destination || (destination.isLeft && !isShared(setting))) return true;
    if (['closed', 'waiting', 'suspended', 'idle'].includes(destination.core.getSnapshot().status)) return true;
    // While it connects, the newest task may be that of the attempt before.
    const isNewest = taps.tasks.findLast(({ url }) => isFor(destination, url)) === task;
    return !isNewest;
  });
}
