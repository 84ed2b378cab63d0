export default definePageConfig({ navigationBarTitleText: '拍品' });
