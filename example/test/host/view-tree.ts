import type { ViewTemplate, ViewTemplates } from './view-templates';

/** A node of the page's data, in Taro's short names. */
interface NodeData {
  readonly [key: string]: unknown;
  readonly nn?: string;
  readonly sid?: string;
  readonly uid?: string;
  readonly cl?: string;
  readonly v?: string;
  readonly cn?: readonly NodeData[];
  readonly focus?: unknown;
}

/** An element as the native view layer shows it. */
export interface ViewElement {
  readonly id: string;
  readonly sid: string;
  readonly tag: string;
  readonly classes: readonly string[];
  /** The text in it; of an input, nothing: see `attribute('value')`. */
  readonly text: string;
  readonly template: ViewTemplate;
  readonly parent: ViewElement | undefined;
  readonly children: readonly ViewElement[];
  attribute(name: string): unknown;
}

const PLAIN: ViewTemplate = { tag: '', attributes: new Map(), events: new Map() };

function templateOf(data: NodeData, templates: ViewTemplates): ViewTemplate {
  const name = data.nn ?? '';
  const variant = templates.get(`${name}_${data.focus === undefined ? 'blur' : 'focus'}`);
  return variant ?? templates.get(name) ?? { ...PLAIN, tag: name };
}

function toElement(data: NodeData, templates: ViewTemplates, parent: ViewElement | undefined): ViewElement {
  const template = templateOf(data, templates);
  // It gets its data by a setData of its own, which this tree does not follow.
  if (template.tag === 'custom-wrapper') throw new Error('the host does not show CustomWrapper');
  const children: ViewElement[] = [];
  const element: ViewElement = {
    id: data.uid ?? data.sid ?? '',
    sid: data.sid ?? '',
    tag: template.tag,
    classes: (data.cl ?? '').split(/\s+/).filter((name) => name !== ''),
    get text() {
      return data.v ?? children.map((child) => child.text).join('');
    },
    template,
    parent,
    children,
    attribute(name) {
      const key = template.attributes.get(name);
      return key === undefined ? undefined : data[key];
    },
  };
  children.push(...(data.cn ?? []).map((child) => toElement(child, templates, element)));
  return element;
}

/** The elements of a page's data, outermost first. */
export function readView(data: { readonly root?: NodeData }, templates: ViewTemplates): ViewElement[] {
  return (data.root?.cn ?? []).map((child) => toElement(child, templates, undefined));
}

/** The elements and all in them, in document order. */
export function flatten(elements: readonly ViewElement[]): ViewElement[] {
  return elements.flatMap((element) => [element, ...flatten(element.children)]);
}

/** The tree as text, for the message of a failed test. */
export function printView(elements: readonly ViewElement[], indent = ''): string {
  return elements
    .map((element) => {
      if (element.children.length === 0 && element.tag === 'block') return `${indent}"${element.text}"\n`;
      const id = element.id === element.sid ? '' : `#${element.id}`;
      const classes = element.classes.map((name) => `.${name}`).join('');
      const value = element.attribute('value');
      const state = `${element.attribute('disabled') ? ' (disabled)' : ''}${value === undefined ? '' : ` = ${value}`}`;
      return `${indent}${element.tag}${id}${classes}${state}\n${printView(element.children, `${indent}  `)}`;
    })
    .join('');
}

/** Applies a `setData` path such as `root.cn.[0].cn[2].v`, making what is not there. */
export function applyPath(data: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.match(/[^.[\]]+/g) ?? [];
  let target = data;
  keys.forEach((key, index) => {
    if (index === keys.length - 1) {
      target[key] = value;
      return;
    }
    target[key] ??= /^\d+$/.test(keys[index + 1] ?? '') ? [] : {};
    target = target[key] as Record<string, unknown>;
  });
}
