import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What one compiled template shows: an element, where its attributes come from, which events reach the page. */
export interface ViewTemplate {
  readonly tag: string;
  /** Attribute to the node's data key: `disabled` is `p2` on weapp and `p1` on alipay. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Event, in lower case, to the page's handler. */
  readonly events: ReadonlyMap<string, EventBinding>;
}

/** A `catch…` binding keeps the event from the elements around. */
export interface EventBinding {
  readonly handler: string;
  readonly catches: boolean;
}

/** Templates by node name; an input has two, `33_focus` and `33_blur`. */
export type ViewTemplates = ReadonlyMap<string, ViewTemplate>;

// Each nesting level repeats the same bodies; the level is left out.
const TEMPLATE = /<template name="tmpl_\d+_([\w-]+)">([\s\S]*?)<\/template>/g;
const ELEMENT = /<([\w-]+)((?:\s+[\w:-]+="[^"]*")*)\s*\/?>/;
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/g;
const EVENT = /^(?:bind:?|(catch):?|on(?=[A-Z]))(\w+)$/;

function parseTemplate(body: string): ViewTemplate {
  const [, tag = '', source = ''] = ELEMENT.exec(body) ?? [];
  const attributes = new Map<string, string>();
  const events = new Map<string, EventBinding>();
  for (const [, name = '', value = ''] of source.matchAll(ATTRIBUTE)) {
    const event = value.startsWith('{{') ? null : EVENT.exec(name);
    const key = /\bi\.(\w+)/.exec(value)?.[1];
    if (event?.[2] !== undefined) {
      events.set(event[2].toLowerCase(), { handler: value, catches: event[1] !== undefined });
    } else if (key !== undefined) {
      attributes.set(name, key);
    }
  }
  return { tag, attributes, events };
}

const FILES = ['base.wxml', 'base.axml', 'base.ttml', 'base.qml', 'base.jxml', 'base.swan'];

/** Reads the templates of a bundle, of whichever platform. */
export function readViewTemplates(dist: string): ViewTemplates {
  const file = FILES.map((name) => join(dist, name)).find((path) => existsSync(path));
  if (file === undefined) throw new Error(`${dist} has none of ${FILES.join(', ')}: was it built?`);

  const templates = new Map<string, ViewTemplate>();
  for (const [, name = '', body = ''] of readFileSync(file, 'utf8').matchAll(TEMPLATE)) {
    if (!templates.has(name)) templates.set(name, parseTemplate(body));
  }
  return templates;
}
