import { createBiddingServer, type ServerAddress } from './app';
import { readEnvironment } from './environment';
import { lanAddresses } from './lan-addresses';

function fail(...sentences: readonly string[]): never {
  for (const sentence of sentences) console.error(sentence);
  process.exit(1);
}

function describeAddress({ port }: ServerAddress, host: string): string[] {
  const isEverywhere = host === '0.0.0.0' || host === '::';
  if (!isEverywhere) return [`Bidding server: http://${host.includes(':') ? `[${host}]` : host}:${port}`];
  const [lan] = lanAddresses();
  if (!lan) return [`Bidding server: http://localhost:${port}`];
  return [
    `Bidding server: http://localhost:${port}`,
    `In your network: http://${lan}:${port}`,
    `For a phone, build the mini-program with: TARO_APP_SERVER=http://${lan}:${port} npm run build:weapp`,
  ];
}

const reading = readEnvironment(process.env, process.argv.slice(2));
if (!reading.ok) fail(...reading.problems);
const { port, options } = reading.settings;
const host = options.host ?? '127.0.0.1';
const server = createBiddingServer(options);

let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (isStopping) process.exit(1); // asked twice: someone is in a hurry
    isStopping = true;
    server.close().then(
      () => process.exit(0),
      (error: unknown) => fail(`Could not shut down in order: ${String(error)}`),
    );
  });
}

const address = await server.listen(port).catch((error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE') fail(`Port ${port} is already in use: set PORT to another one, as in PORT=8788.`);
  if (error.code === 'EACCES') fail(`Port ${port} may not be used by this user: set PORT to one above 1023.`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') fail(`HOST ${host} is no address of this machine.`);
  throw error;
});

for (const line of describeAddress(address, host)) console.log(line);
if (!options.sessionSecret) console.log('SESSION_SECRET is not set: sessions end when this process does.');
