export default definePageConfig({ navigationBarTitleText: '线路实验台' });
