// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { elapse, end, forgetSocket, functionsOf, open, PLATFORMS, setUpFake } from './stage';

const fake = setUpFake();

/** Where there is no window and no document, as in a test of a program without a page. */
describe.each(PLATFORMS)('without a window, %s', (platform) => {
  it('connects, talks, hides, shows, breaks and ends', async () => {
    expect([typeof window, typeof document]).toEqual(['undefined', 'undefined']);
    fake.reset({ platform, networkInformation: 'type' });
    const told: string[] = [];
    const show = () => told.push('show');
    const hide = () => told.push('hide');
    const network = () => told.push('network');
    const { onAppShow, offAppShow, onAppHide, offAppHide, onNetworkStatusChange, offNetworkStatusChange } =
      functionsOf(fake);
    onAppShow?.(show);
    onAppHide?.(hide);
    onNetworkStatusChange?.(network);
    const { task, heard } = await open(fake);
    task.send({ data: 'ping' });
    await elapse();
    fake.app.hide();
    fake.app.show();
    fake.network.claim(false);
    await elapse();
    expect([heard, told]).toEqual([['pong'], ['hide', 'show', 'network']]);
    offAppShow?.(show);
    offAppHide?.(hide);
    offNetworkStatusChange?.(network);
    task.close({});
    await elapse();
    forgetSocket(fake);
    expect(end(fake)).toBe('');
  });

  it('brings bytes', async () => {
    fake.reset({ platform, binary: 'array-buffer' });
    const { heard } = await open(fake);
    fake.server.say(new Uint8Array([1, 2, 3]));
    const [frame] = heard;
    const buffer = frame instanceof Blob ? await frame.arrayBuffer() : (frame as ArrayBuffer);
    expect([...new Uint8Array(buffer)]).toEqual([1, 2, 3]);
  });

  it('names what was left behind', async () => {
    fake.reset({ platform });
    await open(fake);
    setTimeout(() => {}, 1_000);
    expect(end(fake).split('\n- ')).toHaveLength(platform === 'alipay' ? 7 : 3);
  });
});
