/** The host part of a url, seen from this machine, of a server that listens on `host`. */
export function urlHost(host: string): string {
  if (isEverywhere(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

/**
 * What to print once the server listens: where to open it, and what a phone in the same network needs.
 *
 * @param host - the address that it listens on
 * @param lan - the addresses of this machine in its networks, the likeliest first
 */
export function addressLines(host: string, port: number, lan: readonly string[]): string[] {
  const here = `Bidding server: http://${urlHost(host)}:${port}`;
  const [address] = lan;
  if (!isEverywhere(host) || !address) return [here];
  return [
    here,
    `In your network: http://${address}:${port}`,
    `For a phone, build the mini-program with: TARO_APP_SERVER=http://${address}:${port} npm run build:weapp`,
  ];
}

function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}
