import { render, screen, waitFor } from '@testing-library/react';
import type { ComponentType } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { importBlock } from './page-blocks';
import { clearStage, connectToStarted, SOON } from './stage';
import { endServers, WebSocketServer } from './ws-on-loopback';

afterEach(clearStage);

describe.each([
  ['docs/cookbook.md', /retrying in \d+ s/],
  ['docs/cookbook.zh-CN.md', /\d+ 秒后重连/],
])('%s', (page, countdown) => {
  it('shows the banner through every attempt, until the connection is back', async () => {
    const serve = async () => {
      const server = new WebSocketServer({});
      await connectToStarted();
      return server;
    };
    const first = await serve();
    const { LotPage } = await importBlock<{ LotPage: ComponentType }>(page, 'function Banner');
    const { container } = render(<LotPage />);
    await waitFor(() => expect(first.clients.size).toBe(1), SOON);
    expect(container.textContent).toBe('');

    await endServers();
    await screen.findByText(countdown, {}, SOON);
    const shown: (string | null)[] = [];
    const observer = new MutationObserver(() => shown.push(container.textContent));
    observer.observe(container, { subtree: true, childList: true, characterData: true });
    const attempts = () => shown.filter((text) => text !== null && !countdown.test(text)).length;
    await waitFor(() => expect(attempts()).toBeGreaterThan(1), SOON);
    expect(shown).not.toContain('');

    await serve();
    await waitFor(() => expect(container.textContent).toBe(''), SOON);
    observer.disconnect();
  });
});
