module.exports = {
  testEnvironment: 'jsdom',
  moduleNameMapper: {
    '^@tarojs/components$': '<rootDir>/taro-components.tsx',
    '^@/(.*)$': '<rootDir>/src/$1',
    '\\.(css|less|s[ac]ss|styl|png|jpe?g|gif|svg)$': 'identity-obj-proxy',
  },
  transform: {
    '\\.[jt]sx?$': [
      'babel-jest',
      {
        // The app's own Babel configuration is for Taro's build.
        configFile: false,
        presets: [
          ['@babel/preset-env', { targets: { node: 'current' } }],
          ['@babel/preset-react', { runtime: 'automatic' }],
          '@babel/preset-typescript',
        ],
      },
    ],
  },
};
