import { fileURLToPath } from 'node:url';
import { slug } from 'github-slugger';
import { type DefaultTheme, defineConfigWithTheme } from 'vitepress';
import { REPOSITORY } from '../../scripts/repository';
import { chinese, chineseSearch } from './chinese';
import { repositoryLinks, withoutLanguageLine } from './links';
import { apiSidebar, englishOnly, type Language, sidebar, siteFileOf } from './pages';
import { searchIndex } from './search';
import { tokenize } from './tokenize';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Markdown files of the repository that are no pages: changesets, and the packages' own changelogs. */
const NO_PAGES = ['.*/**', 'packages/*/CHANGELOG.md', 'example/load/**'];

const isPage = (file: string) => file.endsWith('.md') && !/^\.|\/CHANGELOG\.md$/.test(file);

/** The default theme, and the pages that a switch of the language finds in English only. */
export interface ThemeConfig extends DefaultTheme.Config {
  englishOnly?: string[];
}

/** A beat on a line. */
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#0f766e" stroke-width="2.5" stroke-linejoin="round"><path d="M1 13h6l3-9 4 17 3-8h6"/></svg>';

const themeOf = (language: Language, theme: DefaultTheme.Config): DefaultTheme.Config => ({
  ...theme,
  sidebar: { '/en/api/': apiSidebar(), [language === 'zh' ? '/' : '/en/']: sidebar(language) },
});

export default defineConfigWithTheme<ThemeConfig>({
  title: 'heartbeat-socket',
  head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(ICON)}` }]],
  srcDir: root,
  srcExclude: NO_PAGES,
  rewrites: siteFileOf,
  // The example's own address, which runs once it is started.
  ignoreDeadLinks: 'localhostLinks',
  markdown: {
    // As GitHub makes them, so that a link to a heading works in both places.
    anchor: { slugify: slug },
    config: (md) => md.use(withoutLanguageLine).use(repositoryLinks, { root, isPage }),
  },
  vite: {
    plugins: [searchIndex(tokenize)],
    server: { host: '127.0.0.1' },
    preview: { host: '127.0.0.1' },
    build: { chunkSizeWarningLimit: 4_000 },
  },
  themeConfig: {
    englishOnly: englishOnly(),
    ...(REPOSITORY && { socialLinks: [{ icon: 'github', link: REPOSITORY }] }),
    search: {
      provider: 'local',
      options: {
        miniSearch: { options: { tokenize } },
        locales: { root: { translations: chineseSearch } },
      },
    },
  },
  locales: {
    root: {
      label: '简体中文',
      lang: 'zh-CN',
      description: '小程序和 H5 上的 WebSocket Hook：心跳、断线发现、自动重连',
      themeConfig: themeOf('zh', {
        ...chinese,
        nav: [
          { text: '选项', link: '/options' },
          { text: '平台差异', link: '/platforms' },
          { text: 'API（英文）', link: '/en/api/' },
        ],
      }),
    },
    en: {
      label: 'English',
      lang: 'en-GB',
      description: 'A WebSocket hook for mini-programs and H5: heartbeat, dead lines, reconnect',
      themeConfig: themeOf('en', {
        nav: [
          { text: 'Options', link: '/en/options' },
          { text: 'Platforms', link: '/en/platforms' },
          { text: 'API', link: '/en/api/', activeMatch: '/en/api/' },
        ],
      }),
    },
  },
});
