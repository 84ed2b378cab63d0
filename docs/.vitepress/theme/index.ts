import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import type { ThemeConfig } from '../config.mjs';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ router, siteData }) {
    // The switch of the language leads to the same address in the other language. Some pages are English only: there
    // it stays at the English page instead of showing that there is none.
    router.onBeforeRouteChange = (to) => {
      const { base, themeConfig } = siteData.value;
      const path = `/${to.slice(base.length)}`;
      const stays = (themeConfig as ThemeConfig).englishOnly?.some((page) =>
        page.endsWith('/') ? path.startsWith(page) : path.replace(/(\.html)?([?#].*)?$/, '') === page,
      );
      if (!stays) return;
      void router.go(`${base}en${path}`);
      return false;
    };
  },
} satisfies Theme;
