export default definePageConfig({ navigationBarTitleText: '线路状态' });
