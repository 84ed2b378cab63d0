/** What the sidebar calls the README. */
export const home = { zh: '简介', en: 'Introduction' };

/**
 * The pages of the site, in the order of its sidebar. A page is named as its Markdown file is, from the root of the
 * repository and without an ending: `docs/options` is `docs/options.md` and `docs/options.zh-CN.md`. Its title is its
 * first heading. A page of `docs/` that no group has, and one that has no file, end the build with an error.
 */
export const groups = [
  {
    title: { zh: '开始', en: 'Start' },
    pages: ['README', 'docs/options', 'docs/platforms', 'docs/testing'],
  },
  {
    title: { zh: '指南', en: 'Guides' },
    pages: [
      'docs/cookbook',
      'docs/logging-in',
      'docs/subscriptions',
      'docs/server-heartbeat',
      'docs/servers',
      'docs/validation',
      'docs/state-libraries',
      'docs/error-tracker',
      'docs/wechat-go-live',
      'docs/moving',
      'docs/writing-a-protocol',
      'docs/taro-web-socket',
    ],
  },
  {
    title: { zh: '原理与数据', en: 'How it works' },
    pages: ['docs/machine', 'docs/benchmarks'],
  },
  {
    title: { zh: '参与', en: 'Contributing' },
    pages: ['CONTRIBUTING', 'docs/testing-our-own', 'example/server/README', 'CHANGELOG', 'SECURITY'],
  },
];
