/**
 * The origins that mini-programs name, where they name one: pages of WeChat live on servicewechat.com, those of Alipay
 * on a host of their own for each app (the hosts of the `Referer` that both platforms document).
 */
export const MINI_PROGRAM_ORIGINS: readonly string[] = ['https://servicewechat.com', 'https://*.hybrid.alipay-eco.com'];

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Says whether a page of this origin may open a socket here.
 *
 * Only an `http(s)` origin can be a web page in a browser: no header, or another scheme (`file:`, `weapp:`), passes,
 * for the token is what lets a client in, and a page can only leave its origin out by being something else.
 *
 * @param origin - the `Origin` header
 * @param host - the `Host` header: pages from there pass
 * @param allowed - further origins; `https://*.example.com` stands for each host below example.com
 */
export function isAllowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[],
): boolean {
  if (!origin || !/^https?:\/\//i.test(origin)) return true;
  const page = parse(origin);
  if (!page) return false;
  const self = host ? parse(`${page.protocol}//${host}`) : null;
  if (self && page.host === self.host) return true;
  // A dev server or a devtools simulator on the same machine has another port, and nobody else can be in between.
  if (self && LOOPBACK.test(page.hostname) && LOOPBACK.test(self.hostname)) return true;
  return allowed.some((entry) => matches(page, entry));
}

function matches(page: URL, entry: string): boolean {
  const [scheme, host] = entry.toLowerCase().split('://');
  if (!host || page.protocol !== `${scheme}:`) return false;
  return host.startsWith('*.') ? page.host.endsWith(host.slice(1)) : page.host === host;
}

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}
