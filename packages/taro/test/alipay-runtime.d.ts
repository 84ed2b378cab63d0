// Published without types: the functions with which Taro's alipay plugin changes what `my` does.
declare module '@tarojs/plugin-platform-alipay/dist/runtime-utils.js';
