import { isFor } from '../model/destination';
import { judgePing } from '../model/loss';
import { isBeingLeft } from '../model/present';
import { hasOneSocket, type Setting } from '../schedule/schedule';
import type { Stage } from './stage';
import type { Taps } from './taps';

/** What a stage makes of what passes through its tasks. */
export function createTaps(present: () => Stage, setting: Setting, isRefusing: () => boolean): Taps {
  const taps: Taps = {
    tasks: [],
    connects: 0,
    sendFault: null,
    throwing: new Set(),
    hasOneSocket: hasOneSocket(setting),
    isRefusing,
    threw(port) {
      if (/^(on|off)App|^off/.test(port)) present().hasBrokenListeners = true;
    },
    connecting(url) {
      const destination = present().destinations.findLast((each) => isFor(each, url));
      if (!destination || (destination.isLeft && !isBeingLeft(present(), destination)))
        return present().fault(`a connection to ${url} was asked for, and no component wants it`);
      destination.connectedAt = present().time.ticks();
      destination.connects += 1;
      destination.connectNumber = taps.connects + 1;
    },
    handing(frame, task) {
      const destination = present().destinations.findLast((each) => isFor(each, task.url));
      // With a login a line is there before its destination is open.
      const { connectNumber, reconnectedFrom } = destination ?? {};
      if (destination && task.connect === connectNumber && task.connect !== reconnectedFrom)
        destination.reconnectedFrom = null;
      if (destination && frame === 'ping') judgePing(present(), destination);
      present().login.handed(frame, task, destination?.core.getSnapshot().status === 'open');
      present().mail.handed(frame, task);
    },
    swallowing: (frame) => present().subscriptions.swallowed(frame),
    failed(frame) {
      present().login.failed(frame);
      present().mail.failed(frame);
      present().subscriptions.failed(frame);
    },
  };
  return taps;
}
