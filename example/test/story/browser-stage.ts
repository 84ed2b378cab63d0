import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { amountIn, drawingIn, type Stage, type View } from './stage';

/** The H5 build in a browser. */
export function createBrowserStage(page: Page): Stage {
  const shown = (selector: string) => page.locator(`${selector}:visible`);
  return {
    async until(isWanted, timeout = 60_000) {
      let view: View | undefined;
      const look = async () => {
        view = await viewOf(page);
        return isWanted(view);
      };
      const inVain = (cause: unknown) => {
        throw new Error(`waited in vain on ${JSON.stringify(view, null, 2)}`, { cause });
      };
      await expect.poll(look, { timeout }).toBe(true).catch(inVain);
    },
    tap: (id) => shown(`#${id}`).click(),
    chooseLot: (index) => shown('.lot-row').nth(index).click(),
    async back() {
      await page.goBack();
    },
    loseLine: () => page.context().setOffline(true),
    restoreLine: () => page.context().setOffline(false),
    clipboard: () => page.evaluate(() => JSON.parse(localStorage.getItem('taro_clipboard') ?? '{}').data as string),
  };
}

/** All of it at one moment: between two questions the page could change. */
async function viewOf(page: Page): Promise<View> {
  const { quotes, curve, ...view } = await page.evaluate(() => {
    const shown = (selector: string) =>
      [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => element.checkVisibility());
    const [line] = shown('.chart-plot .chart-line');
    const textsOf = (selector: string) => shown(selector).map(({ innerText }) => innerText);
    return {
      texts: Object.fromEntries(shown('[id]').map(({ id, innerText }) => [id, innerText])),
      off: shown('[aria-disabled=true]').map(({ id }) => id),
      lots: textsOf('.lot-row'),
      quotes: textsOf('.quote-row'),
      curve: line && getComputedStyle(line).getPropertyValue('--drawing'),
    };
  });
  return { ...view, quotes: quotes.map(amountIn), curve: drawingIn(curve) };
}
