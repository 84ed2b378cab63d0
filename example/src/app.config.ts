const light = {
  navigationBarTitleText: '实时竞价',
  navigationBarBackgroundColor: '#f6f5f2',
  navigationBarTextStyle: 'black',
  backgroundColor: '#f6f5f2',
} as const;

/** WeChat takes the colours of its own bars from `theme.json`, by the system's mode. */
const themed = {
  ...light,
  navigationBarBackgroundColor: '@page',
  navigationBarTextStyle: '@bar',
  backgroundColor: '@page',
  backgroundTextStyle: '@spinner',
} as unknown as typeof light;

export default defineAppConfig({
  pages: ['pages/index/index', 'pages/lot/index', 'pages/line/index', 'pages/lab/index'],
  ...(process.env.TARO_ENV === 'weapp'
    ? { darkmode: true, themeLocation: 'theme.json', window: themed }
    : { window: light }),
});
