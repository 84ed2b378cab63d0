import type { ScenarioName } from './scenarios/scenario-name';

/** A text in the languages of the docs. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

/** A library of the comparison, without loading it. */
export interface Entry {
  readonly label: string;
  /** Its package in the registry, or in this workspace. */
  readonly package: string;
  readonly isOurs?: true;
  /** What a user imports, as the body of an ES module, and everything that the package exports. */
  readonly main: string;
  readonly everything: string;
  /** Why it does not take part in a scenario. */
  readonly absent: Partial<Record<ScenarioName, Text>>;
}

const NO_HOOK: Text = { en: 'no React hook', zh: '没有 React Hook' };
const NOT_IN_EXAMPLE: Text = {
  en: 'measured in our example app, which is built on our hook only',
  zh: '在我们的示例应用中测量，该应用只使用我们的 Hook',
};
const NO_HEARTBEAT: Text = { en: 'no heartbeat', zh: '没有心跳' };
const CORE_IS_INSIDE: Text = {
  en: 'the hook runs on this core; measured there',
  zh: 'Hook 即运行在该核心之上，见 Hook 一行',
};

const allButOurs = { 'set-data': NOT_IN_EXAMPLE } as const;

/** All that are compared, we first. */
export const CATALOGUE = {
  hook: {
    label: 'useHeartbeatSocket',
    package: '@heartbeat-socket/taro',
    isOurs: true,
    main: `export { useHeartbeatSocket } from '@heartbeat-socket/taro'`,
    everything: `export * from '@heartbeat-socket/taro'`,
    absent: {},
  },
  core: {
    label: 'createSocket (core)',
    package: '@heartbeat-socket/core',
    isOurs: true,
    main: `export { createSocket } from '@heartbeat-socket/core'`,
    everything: `export * from '@heartbeat-socket/core'`,
    absent: {
      'half-open': CORE_IS_INSIDE,
      recovery: CORE_IS_INSIDE,
      herd: CORE_IS_INSIDE,
      traffic: CORE_IS_INSIDE,
      render: NO_HOOK,
      'set-data': CORE_IS_INSIDE,
    },
  },
  'websocket-heartbeat-miniprogram': {
    label: 'websocket-heartbeat-miniprogram',
    package: 'websocket-heartbeat-miniprogram',
    main: `export { default } from 'websocket-heartbeat-miniprogram'`,
    everything: `export * from 'websocket-heartbeat-miniprogram'; export { default } from 'websocket-heartbeat-miniprogram'`,
    absent: { ...allButOurs, render: NO_HOOK },
  },
  'react-use-websocket': {
    label: 'react-use-websocket',
    package: 'react-use-websocket',
    main: `export { default } from 'react-use-websocket'`,
    everything: `export * from 'react-use-websocket'; export { default } from 'react-use-websocket'`,
    absent: allButOurs,
  },
  ahooks: {
    label: 'ahooks useWebSocket',
    package: 'ahooks',
    main: `export { useWebSocket } from 'ahooks'`,
    everything: `export * from 'ahooks'`,
    absent: { ...allButOurs, traffic: NO_HEARTBEAT },
  },
  partysocket: {
    label: 'partysocket',
    package: 'partysocket',
    main: `export { WebSocket } from 'partysocket'`,
    everything: `export * from 'partysocket'; export { default } from 'partysocket'; export * from 'partysocket/react'`,
    absent: { ...allButOurs, traffic: NO_HEARTBEAT },
  },
  'reconnecting-websocket': {
    label: 'reconnecting-websocket',
    package: 'reconnecting-websocket',
    main: `export { default } from 'reconnecting-websocket'`,
    everything: `export { default } from 'reconnecting-websocket'`,
    absent: { ...allButOurs, render: NO_HOOK, traffic: NO_HEARTBEAT },
  },
  vueuse: {
    label: '@vueuse/core useWebSocket',
    package: '@vueuse/core',
    main: `export { useWebSocket } from '@vueuse/core'`,
    everything: `export * from '@vueuse/core'`,
    absent: { ...allButOurs, render: { en: 'Vue, not React', zh: 'Vue，不是 React' } },
  },
  'graphql-ws': {
    label: 'graphql-ws',
    package: 'graphql-ws',
    main: `export { createClient } from 'graphql-ws'`,
    everything: `export * from 'graphql-ws'`,
    absent: { ...allButOurs, render: NO_HOOK },
  },
  centrifuge: {
    label: 'centrifuge',
    package: 'centrifuge',
    main: `export { Centrifuge } from 'centrifuge'`,
    everything: `export * from 'centrifuge'`,
    absent: { ...allButOurs, render: NO_HOOK },
  },
  'socket.io': {
    label: 'socket.io-client',
    package: 'socket.io-client',
    main: `export { io } from 'socket.io-client'`,
    everything: `export * from 'socket.io-client'`,
    absent: { ...allButOurs, render: NO_HOOK },
  },
} as const satisfies Record<string, Entry>;

export type PeerId = keyof typeof CATALOGUE;

export const PEER_IDS = Object.keys(CATALOGUE) as PeerId[];

/** What is known of a peer, without the narrow types of the list. */
export function entryOf(id: PeerId): Entry {
  return CATALOGUE[id];
}

/** Those that take part in a scenario, in the order of the list. */
export function participants(scenario: ScenarioName): PeerId[] {
  return PEER_IDS.filter((id) => entryOf(id).absent[scenario] === undefined);
}
