/** An amount of whole yuan, grouped by thousands: `¥12,800`. Not by `Intl`, which mini-programs may lack. */
export function formatPrice(amount: number): string {
  return `¥${String(amount).replace(/\B(?=(\d{3})+(?!\d))/g, ',')}`;
}

/** The time of day of an epoch time, on the device's clock: `09:05:07`. */
export function formatTimeOfDay(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
}

/** The same without seconds: `09:05`. */
export function formatMinute(at: number): string {
  return formatTimeOfDay(at).slice(0, 5);
}

/** A duration split for a countdown: whole days, and the rest as `03:25:09`. Milliseconds, rounded up to a second. */
export function splitDuration(duration: number): { days: number; clock: string } {
  const seconds = Math.ceil(Math.max(0, duration) / 1_000);
  const clock = [Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  return { days: Math.floor(seconds / 86_400), clock: clock.map(twoDigits).join(':') };
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
