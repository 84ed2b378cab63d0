import type { Host } from '../host/host';
import { amountIn, drawingIn, type Stage, type View } from './stage';

/** A compiled mini-program in its host. */
export function createHostStage(host: Host): Stage {
  return {
    until: (isWanted, within) => host.until(() => isWanted(viewOf(host)), within),
    tap: host.tap,
    async chooseLot(index) {
      const row = host.find('lot-row')[index];
      if (row === undefined) throw new Error(`there is no lot ${index}\n${host.describe()}`);
      await host.tap(row.id);
    },
    back: () => host.navigateBack(),
    async loseLine() {
      host.network.offline();
    },
    async restoreLine() {
      host.network.online();
    },
    async clipboard() {
      const copies = host.log.filter(({ name }) => name === 'setClipboardData' || name === 'setClipboard');
      // weapp's takes `data`, alipay's `text`.
      const [copied] = (copies.at(-1)?.args ?? []) as Array<{ data?: string; text?: string }>;
      return copied?.data ?? copied?.text ?? '';
    },
  };
}

function viewOf(host: Host): View {
  const named = host.elements().filter(({ id, sid }) => id !== sid);
  return {
    texts: Object.fromEntries(named.map(({ id, text }) => [id, text])),
    off: named.filter((element) => element.attribute('disabled')).map(({ id }) => id),
    // Arrays of this realm: those that come of the page's data are of the program's.
    lots: [...host.find('lot-row').map(({ text }) => text)],
    curve: drawingIn(
      host
        .find('chart-line')
        .find(({ parent }) => parent?.classes.includes('chart-plot'))
        ?.attribute('style'),
    ),
    quotes: [...host.find('quote-row').map(({ text }) => amountIn(text))],
  };
}
