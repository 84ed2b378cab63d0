export default defineAppConfig({
  pages: ['pages/line/index', 'pages/away/index'],
  window: { navigationBarTitleText: 'Taro 3.6' },
});
