import { type LoadArguments, readArguments, USAGE } from './arguments';
import { runBidding } from './bidding-run';
import { runDuels } from './duel-run';
import { runIdle } from './idle-run';
import { runOldBids } from './old-bids-run';
import { runOneUser } from './one-user-run';
import { describeBidding, describeDuels, describeIdle, describeOldBids, describeOneUser } from './report';
import { type ServerGroup, startServerGroup } from './server-group';

function read(): LoadArguments {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(1);
  }
}

/** Does what was asked for, and says whether all was right. */
async function run(
  { clients, seconds, killEvery, idle, duels, oneUser, oldBids }: LoadArguments,
  group: Omit<ServerGroup, 'stop'>,
): Promise<boolean> {
  const { urls, killOne } = group;
  console.log(group.description);
  if (idle > 0) {
    const [url] = urls;
    if (url) console.log(describeIdle(await runIdle(url, idle)));
    return true;
  }
  if (duels > 0) {
    const result = await runDuels(urls, duels);
    console.log(describeDuels(result));
    return result.wrong === 0;
  }
  if (oneUser > 0) {
    const result = await runOneUser(urls, oneUser);
    console.log(describeOneUser(result));
    return result.wrong === 0;
  }
  if (oldBids > 0) {
    console.log(describeOldBids(await runOldBids(group, oldBids)));
    return true;
  }
  const result = await runBidding({ urls, clients, seconds, killEvery, killOne });
  console.log(describeBidding(result, seconds));
  const { lost, doubled, outOfOrder } = result.verdict;
  return lost + doubled + outOfOrder === 0;
}

const asked = read();
const group: ServerGroup =
  asked.processes > 0
    ? await startServerGroup(asked.processes, asked.idle > 0 || asked.oldBids > 0).catch((error: Error) => {
        console.error(error.message);
        process.exit(1);
      })
    : {
        urls: asked.urls,
        description: asked.urls.join(', '),
        databaseUrl: null,
        killOne: async () => {},
        stop: async () => {},
      };

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void group.stop().finally(() => process.exit(1)));
}

try {
  process.exitCode = (await run(asked, group)) ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await group.stop();
}
