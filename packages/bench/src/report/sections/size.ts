import type { SizeData } from '../../scenarios/size';
import { isOurs, kilobytes, labelOf, present, type Section, same, text } from '../section';

/** What a library adds to an app. */
export function sizeSection(data: SizeData): Section {
  const rows = present(data.peers);
  return {
    title: text('Size', '体积'),
    what: text(
      'One import, and everything that the package exports, bundled and minified by esbuild for production, gzipped at level 9; React, Vue, GraphQL and Taro are the app’s own.',
      '由 esbuild 以生产模式打包压缩，再以 gzip 9 级压缩：只引入主入口，或引入包的全部导出；React、Vue、GraphQL 与 Taro 由应用自带。',
    ),
    tables: [
      {
        head: [
          text('library', '库'),
          text('main import, min', '主入口，压缩'),
          text('main import, gzip', '主入口，gzip'),
          text('everything, min', '全部，压缩'),
          text('everything, gzip', '全部，gzip'),
        ],
        rows: rows.map(({ id, data: { main, everything } }) => [
          labelOf(id),
          kilobytes(main.minified),
          kilobytes(main.gzip),
          kilobytes(everything.minified),
          kilobytes(everything.gzip),
        ]),
      },
      {
        head: [text('what a page imports beside the hook', '页面在 hook 之外引入'), text('adds, gzip', '增加，gzip')],
        rows: data.features.map(({ name, gzip }) => [same(`\`${name}\``), same(`${gzip} B`)]),
      },
    ],
    chart: {
      title: text('Main import, minified and gzipped', '主入口，压缩并 gzip'),
      bars: rows.map(({ id, data: { main } }) => ({
        label: labelOf(id),
        value: main.gzip,
        text: kilobytes(main.gzip),
        isOurs: isOurs(id),
      })),
    },
    notes: [
      text(
        'ahooks and VueUse are collections: "everything" is the whole of them.',
        'ahooks 与 VueUse 是工具集：“全部”即整个集合。',
      ),
    ],
    claims: [
      {
        what: text('size of the main import, gzip', '主入口 gzip 体积'),
        values: rows.map(({ id, data: { main } }) => ({ id, value: main.gzip })),
        text: (value) => same(value === null ? '–' : kilobytes(value)),
      },
      {
        what: text('size of everything, gzip', '全部导出 gzip 体积'),
        values: rows.map(({ id, data: { everything } }) => ({ id, value: everything.gzip })),
        text: (value) => same(value === null ? '–' : kilobytes(value)),
      },
    ],
  };
}
