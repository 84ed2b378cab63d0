import type { Port } from '../schedule/schedule';
import { fake } from './fake-platform';
import { tapConnect, tapPort } from './taps';

const PORTS: readonly string[] = [
  'onNetworkStatusChange',
  'offNetworkStatusChange',
  'getNetworkType',
  'onAppShow',
  'onAppHide',
  'offAppShow',
  'offAppHide',
] satisfies Port[];

/** What the hook gets for `@tarojs/taro`: the fake's functions of the moment, with a tap on its tasks. */
const taro = new Proxy(fake.taro, {
  get: (target, name) => {
    const found: unknown = Reflect.get(target, name);
    if (typeof found !== 'function') return found;
    if (name === 'connectSocket') return tapConnect(found as never);
    return PORTS.includes(name as string) ? tapPort(name as Port, found as never) : found;
  },
});

export default taro;

// By name there is nothing: then the hook looks into the default export, whose functions are those of the platform of now.
export const connectSocket = undefined;
export const getEnv = undefined;
export const getNetworkType = undefined;
export const offAppHide = undefined;
export const offAppShow = undefined;
export const offNetworkStatusChange = undefined;
export const onAppHide = undefined;
export const onAppShow = undefined;
export const onNetworkStatusChange = undefined;
