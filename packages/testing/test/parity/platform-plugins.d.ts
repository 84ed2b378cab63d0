// Published without types: the functions with which Taro's plugins put a platform under Taro.
declare module '@tarojs/plugin-platform-alipay/dist/runtime-utils.js' {
  export function initNativeApi(taro: object): void;
}
declare module '@tarojs/plugin-platform-weapp/dist/runtime-utils.js' {
  export function initNativeApi(taro: object): void;
}
