// What an H5 build resolves `@tarojs/taro` to, less the page hooks, which need a page of Taro's router around them.
export * from '@tarojs/taro-h5';
export { default } from '@tarojs/taro-h5';
