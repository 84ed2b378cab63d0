import { heartbeat as netty } from '../../examples/netty-read-idle';
import { heartbeat as text } from '../../examples/text-handler';
import { IDLE, SHORTER, shortened } from './shortened';
import { startTextServer, textTrial } from './text-server';
import { tryServer } from './trial';

tryServer(
  textTrial({
    name: 'a text handler that answers pings and goes by what it reads, as with Spring',
    idleLimit: IDLE,
    hangsUp: true,
    start: (port) => startTextServer(port, { answers: true, readIdle: IDLE, quotes: 5_000 / SHORTER }),
    heartbeat: shortened(text),
  }),
);

tryServer(
  textTrial({
    name: 'a handler that reads only and hangs up on idle, as with Netty',
    idleLimit: IDLE,
    hangsUp: true,
    start: (port) => startTextServer(port, { answers: false, readIdle: IDLE, quotes: 20_000 / SHORTER }),
    heartbeat: shortened(netty),
  }),
);
