import type { DefaultTheme } from 'vitepress';

/** What the default theme says, in Chinese. */
export const chinese: DefaultTheme.Config = {
  outline: { label: '本页目录' },
  docFooter: { prev: '上一页', next: '下一页' },
  darkModeSwitchLabel: '外观',
  lightModeSwitchTitle: '切换到浅色',
  darkModeSwitchTitle: '切换到深色',
  sidebarMenuLabel: '目录',
  returnToTopLabel: '回到顶部',
  langMenuLabel: '切换语言',
  skipToContentLabel: '跳到正文',
  notFound: {
    title: '没有这个页面',
    quote: '地址可能写错了，也可能页面已经改名。',
    linkText: '回到首页',
    linkLabel: '回到首页',
  },
};

/** What its search says, in Chinese. */
export const chineseSearch: NonNullable<DefaultTheme.LocalSearchOptions['translations']> = {
  button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
  modal: {
    displayDetails: '显示详细内容',
    resetButtonTitle: '清除',
    backButtonTitle: '返回',
    noResultsText: '没有找到',
    footer: { selectText: '打开', navigateText: '移动', closeText: '关闭' },
  },
};
