import type { Clock } from './clock';
import type { Platform } from './knobs';
import type { LogicThread } from './logic-thread';
import type { Page } from './page';
import type { Realm } from './realm';
import type { ViewElement } from './view-tree';

/** Events that the native view layer carries to the elements around. */
const BUBBLES = new Set(['tap', 'longpress', 'longtap', 'touchstart', 'touchmove', 'touchend', 'touchcancel']);

interface EventParts {
  readonly platform: Platform;
  readonly clock: Clock;
  readonly realm: Realm;
  readonly thread: LogicThread;
}

function targetOf(platform: Platform, element: ViewElement, origin: ViewElement): object {
  const target = { id: element.id, offsetLeft: 0, offsetTop: 0, dataset: { sid: element.sid } };
  if (platform === 'weapp') return target;
  return { ...target, tagName: element.tag, targetDataset: { sid: origin.sid } };
}

function pathOf(element: ViewElement, type: string): ViewElement[] {
  const path = [element];
  for (let parent = element.parent; parent !== undefined && BUBBLES.has(type); parent = parent.parent) {
    path.push(parent);
  }
  return path;
}

/**
 * Fires an event as the native view layer does: at each element on the way out whose compiled template binds it, until
 * one catches it. Throws when none does, for the page would never hear of it.
 */
export function fireViewEvent(
  { platform, clock, realm, thread }: EventParts,
  page: Page,
  element: ViewElement,
  type: string,
  detail: object,
): void {
  let isHeard = false;
  for (const current of pathOf(element, type)) {
    const binding = current.template.events.get(type);
    if (binding === undefined) continue;
    isHeard = true;
    const event = realm.copy({
      type,
      timeStamp: clock.now(),
      target: targetOf(platform, element, element),
      currentTarget: targetOf(platform, current, element),
      detail,
      touches: [],
      changedTouches: [],
    });
    const handler = page[binding.handler];
    if (typeof handler !== 'function') throw new Error(`the page has no handler ${binding.handler}`);
    thread.run(() => handler.call(page, event));
    if (binding.catches) break;
  }
  if (!isHeard) throw new Error(`no template around ${element.tag}#${element.id} binds ${type}`);
}
