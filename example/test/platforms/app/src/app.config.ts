export default defineAppConfig({
  pages: ['pages/line/index'],
});
