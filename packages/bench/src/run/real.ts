import '../environment/real';
import { forkBurstServer } from '../loopback/fork-burst-server';
import { PEERS } from '../peers/all';
import { measureRecovery } from '../scenarios/recovery';
import { measureThroughput } from '../scenarios/throughput';
import { obey } from './child';

await obey(async ({ scenario, peers, extent }, progress) => {
  const chosen = peers.map((id) => PEERS[id]);
  if (scenario === 'recovery') return measureRecovery(chosen, extent, progress);
  if (scenario !== 'throughput') throw new Error(`${scenario} does not run on real sockets`);
  const server = await forkBurstServer(new URL('./server.mjs', import.meta.url));
  try {
    return await measureThroughput(chosen, extent, server, progress);
  } finally {
    server.close();
  }
});
