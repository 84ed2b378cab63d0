/** After this many connections in a row that opened and proved nothing, the ping is suspected to be a wrong one. */
const SUSPECT = 2;

/** Counts connections that were given up for a missing pong, proven before or not, and warns once of a wrong ping. */
export function createPingSuspicion(warn: (message: string) => void): (proven: boolean) => void {
  let unproven = 0;
  return (proven) => {
    unproven = proven ? 0 : unproven + 1;
    if (unproven !== SUSPECT) return;
    warn(
      `${SUSPECT} connections in a row opened and never answered a ping: does the server answer heartbeat.ping with ` +
        'something that heartbeat.isPong knows? If it answers no pings at all, set heartbeat: false.',
    );
  };
}
