export default definePageConfig({ navigationBarTitleText: '实时竞价', enablePullDownRefresh: true });
