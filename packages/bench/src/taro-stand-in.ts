import { SocketTask } from '@tarojs/taro-h5/dist/api/network/websocket/socketTask.js';

export { offAppHide, offAppShow, onAppHide, onAppShow } from '@tarojs/taro-h5/dist/api/base/weapp/app-event.js';
export {
  getNetworkType,
  offNetworkStatusChange,
  onNetworkStatusChange,
} from '@tarojs/taro-h5/dist/api/device/network.js';

/** Taro's own files for H5 in the place of `@tarojs/taro`, but for `connectSocket`: Taro's gives a page five at most. */
export function connectSocket({ url, protocols }: { url: string; protocols?: string[] }): Promise<SocketTask> {
  return Promise.resolve(new SocketTask(url, protocols));
}

export const getEnv = (): string => 'WEB';

const Taro = { connectSocket, getEnv };
export default Taro;
