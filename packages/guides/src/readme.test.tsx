import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { render, screen } from '@testing-library/react';
import type { ComponentType } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { importBlock } from './page-blocks';
import { clearStage, connectToStarted, SOON } from './stage';
import { endServers } from './ws-on-loopback';

const ROOT = join(import.meta.dirname, '../../..');
const { scenarios } = JSON.parse(readFileSync(`${ROOT}/packages/bench/results.json`, 'utf8'));
const PEERS = ['hook', 'websocket-heartbeat-miniprogram', 'ahooks', 'react-use-websocket', 'partysocket'];

afterEach(clearStage);

describe.each(['README.md', 'README.zh-CN.md'])('%s', (page) => {
  it('shows a price with its ten lines of client and its ten lines of server, and comes back with the server', async () => {
    const setInterval = vi.spyOn(globalThis, 'setInterval');
    const serve = async () => {
      await importBlock(page, 'price += 500');
      await connectToStarted();
    };
    await serve();
    const { Price } = await importBlock<{ Price: ComponentType }>(page, 'function Price()');
    render(<Price />);
    await screen.findByText(/^1\d{4}$/, {}, SOON);
    await endServers();
    await screen.findByText(/\((waiting|connecting)\)$/, {}, SOON);
    await serve();
    await screen.findByText(/^1\d{4}$/, {}, SOON);
    for (const { value } of setInterval.mock.results) clearInterval(value);
  });

  it('compares by the figures that were measured', () => {
    const rows = readFileSync(`${ROOT}/${page}`, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| ') && line.split('|').length === 8)
      .map((line) =>
        line
          .split('|')
          .slice(2, 7)
          .map((cell) => cell.match(/\d[\d,.]*/g) ?? []),
      );
    const expected = {
      size: PEERS.map((id) => [Math.round(scenarios.size.peers[id].main.gzip / 1_000)]),
      'half-open': PEERS.map((id) => {
        const open = scenarios['half-open'][id].matched['network-back'].open;
        return open?.max ? [Math.ceil(open.max / 1_000)] : [];
      }),
      herd: PEERS.map((id) => {
        const { back99, peakBack } = scenarios.herd[id];
        return back99 === null ? [] : [(back99 / 1_000).toFixed(1), peakBack.toLocaleString('en-US')];
      }),
    };
    for (const cells of Object.values(expected)) expect(rows).toContainEqual(cells.map((cell) => cell.map(String)));
  });
});
