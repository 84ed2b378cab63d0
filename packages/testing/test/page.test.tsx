import { cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { end, PLATFORMS, setUpFake } from './stage';

const fake = setUpFake();
afterEach(cleanup);

type PageHook = (listener: () => void) => void;
const { useDidShow, useDidHide } = { ...fake.taro } as { useDidShow: PageHook; useDidHide: PageHook };

let heard: string[] = [];
beforeEach(() => {
  heard = [];
});

function Lot({ name }: { readonly name: string }) {
  useDidShow(() => void heard.push(`${name} shown`));
  useDidHide(() => void heard.push(`${name} hidden`));
  return null;
}

describe.each(PLATFORMS)('the page of %s', (platform) => {
  it('tells components that are mounted, by the listener of their last render', () => {
    fake.reset({ platform });
    fake.page.show();
    const { rerender, unmount } = render(<Lot name="lot 7" />);
    fake.page.hide();
    rerender(<Lot name="lot 8" />);
    fake.page.show();
    unmount();
    fake.page.hide();
    expect(heard).toEqual(['lot 7 hidden', 'lot 8 shown']);
    expect(end(fake)).toBe('');
  });

  it('is not the app', () => {
    fake.reset({ platform });
    render(<Lot name="lot 7" />);
    (fake.taro as Record<string, PageHook>).onAppHide?.(() => heard.push('app hidden'));
    fake.page.hide();
    fake.app.hide();
    expect(heard).toEqual(['lot 7 hidden', 'app hidden']);
  });
});
