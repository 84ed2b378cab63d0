import { networkInterfaces } from 'node:os';

/** The IPv4 addresses of this machine that another device may reach, those of home networks first. */
export function lanAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
    .map(({ address }) => address)
    .sort((a, b) => rank(a) - rank(b));
}

/** Containers and virtual machines mostly take 172.16/12, phones are mostly in 192.168/16 or 10/8. */
function rank(address: string): number {
  if (address.startsWith('192.168.')) return 0;
  if (address.startsWith('10.')) return 1;
  return 2;
}
