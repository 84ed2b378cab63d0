/** The device's own clock, while another one stands in its place. */
let deviceNow: (() => number) | null = null;

/** Epoch milliseconds by the device's own clock, whatever {@link setClock} makes of it. */
export function realNow(): number {
  return deviceNow ? deviceNow.call(Date) : Date.now();
}

/** Has the page see the device's clock set by so many milliseconds; 0 sets it right again. */
export function setClock(by: number): void {
  deviceNow ??= Date.now;
  Date.now = by === 0 ? deviceNow : () => realNow() + by;
  if (by === 0) deviceNow = null;
}

/** Whether {@link hideApp} is possible: a mini-program hears of its background from the platform alone. */
export const CAN_HIDE = process.env.TARO_ENV === 'h5';

/** Has the page believe that its tab is hidden. Returns the way back, which is idempotent. */
export function hideApp(): () => void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
  tellVisibility();
  let isHidden = true;
  return () => {
    if (!isHidden) return;
    isHidden = false;
    // The document's own properties hid those of its prototype.
    Reflect.deleteProperty(document, 'visibilityState');
    Reflect.deleteProperty(document, 'hidden');
    tellVisibility();
  };
}

function tellVisibility(): void {
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}
