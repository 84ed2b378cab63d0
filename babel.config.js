/** Taro's preset for the example. `example/babel.config.js` re-exports it: Babel looks only in the app's own folder. */
module.exports = {
  presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5' }]],
};
