import { createBiddingServer } from './app';
import { describeDatabase, describeOpenFailure, openDatabase } from './database/open-database';
import { addressLines, urlHost } from './setup/address-lines';
import { readEnvironment } from './setup/environment';
import { lanAddresses } from './setup/lan-addresses';

function fail(...sentences: readonly string[]): never {
  for (const sentence of sentences) console.error(sentence);
  process.exit(1);
}

const reading = readEnvironment(process.env, process.argv.slice(2));
if (!reading.ok) fail(...reading.problems);
const { port, database: databaseAddress, options } = reading.settings;
const host = options.host ?? '127.0.0.1';
const database = await openDatabase(databaseAddress).catch((error: unknown) =>
  fail(describeOpenFailure(databaseAddress, error)),
);
const server = createBiddingServer(database, options);

let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (isStopping) process.exit(1); // asked twice: someone is in a hurry
    isStopping = true;
    server
      .close()
      .then(() => database.close())
      .then(
        () => process.exit(0),
        (error: unknown) => fail(`Could not shut down in order: ${String(error)}`),
      );
  });
}

const address = await server.listen(port).catch(async (error: NodeJS.ErrnoException) => {
  await database.close();
  if (error.code === 'EADDRINUSE') fail(`Port ${port} is already in use: set PORT to another one, as in PORT=8788.`);
  if (error.code === 'EACCES') fail(`Port ${port} may not be used by this user: set PORT to one above 1023.`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') fail(`HOST ${host} is no address of this machine.`);
  throw error;
});

for (const line of addressLines(host, address.port, lanAddresses())) console.log(line);
if (options.lineLab) console.log(`Line lab: http://${urlHost(host)}:${address.port}/#/pages/lab/index`);
console.log(describeDatabase(databaseAddress));
