import type { SetDataData } from '../../scenarios/set-data';
import { type Section, text, whole } from '../section';

/** What messages cost on the bridge of a mini-program. */
export function setDataSection({ messages, burst, spread, spreadTook }: SetDataData): Section {
  const took = (spreadTook / 1_000).toFixed(1);
  return {
    title: text('setData in the compiled mini-program', '编译后小程序中的 setData'),
    what: text(
      `The lot page of the example, as compiled for WeChat, runs on a simulated host and gets ${whole(messages)} quotes at once, then as many over ${took} s: \`setData\` calls until it shows the last price, its countdown's one a second among them.`,
      `示例的拍品页（微信编译产物）运行于模拟宿主，先一次性收到 ${whole(messages)} 条报价，再在 ${took} s 内收到同样多：统计直到显示最后价格为止的 \`setData\` 次数，其中包含倒计时每秒一次的调用。`,
    ),
    tables: [
      {
        head: [text('quotes', '报价'), text('`setData` calls', '`setData` 次数')],
        rows: [
          [text('all at once', '一次性'), whole(burst)],
          [text(`over ${took} s`, `${took} s 内`), whole(spread)],
        ],
      },
    ],
    chart: {
      title: text(`setData calls for ${whole(messages)} quotes`, `${whole(messages)} 条报价的 setData 次数`),
      bars: [
        { label: text('one call a quote', '每条报价一次'), value: messages, text: whole(messages), isOurs: false },
        { label: text('all at once', '一次性'), value: burst, text: whole(burst), isOurs: true },
        { label: text(`over ${took} s`, `${took} s 内`), value: spread, text: whole(spread), isOurs: true },
      ],
    },
    claims: [],
  };
}
