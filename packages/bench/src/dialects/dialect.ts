import type { DialectName, Settings } from '../peer';
import { centrifuge } from './centrifuge';
import { engineIo } from './engine-io';
import { graphqlTransportWs } from './graphql-transport-ws';
import { plain } from './plain';

/** The server's side of one protocol: just enough of it to connect, live, and carry messages to the client. */
export interface Dialect {
  /** What the server says when the line opens. */
  greeting(settings: Settings): readonly string[];
  /** What it answers to a frame. */
  answer(frame: string, settings: Settings): readonly string[];
  /** What it says by itself, to see whether the client lives. */
  readonly ping?: { readonly frame: string; every(settings: Settings): number };
  /** A message of the app, given as JSON, as a frame. */
  wrap(json: string): string;
}

const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  plain,
  'graphql-transport-ws': graphqlTransportWs,
  centrifuge,
  'engine.io': engineIo,
};

/** The path of a url says what is spoken on it, and with which settings: `/plain/matched`. */
export function urlPath(name: DialectName, settings: Settings): string {
  return `/${name}/${settings}`;
}

/** What a url of {@link urlPath} asks for. Client libraries add a path or a query of their own behind it. */
export function dialectOf(url: string): { dialect: Dialect; settings: Settings } {
  const [name, settings] = new URL(url, 'ws://any').pathname.split('/').filter(Boolean);
  const dialect = DIALECTS[name as DialectName];
  if (!dialect) throw new Error(`no dialect in ${url}`);
  return { dialect, settings: settings as Settings };
}
