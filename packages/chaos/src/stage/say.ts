import type { Cargo } from './cargo';
import { destinationOf } from './member';
import { readsBytes } from './spoken';
import type { Stage } from './stage';

/** The server says something, and whoever listens on an open line has to hear it. */
export function say(stage: Stage, cargo?: Cargo): void {
  const { server, members, setting, fault } = stage;
  const isHeard = !stage.isStill() && (!cargo?.isBinary || readsBytes(setting));
  const isQuiet = Object.values(members).every(({ deeds }) => deeds.size === 0);
  const due = Object.values(members).flatMap((member) => {
    const destination = destinationOf(member);
    const isReady = destination?.core.getSnapshot().status === 'open' && member.isMounted && stage.holds(member);
    if (!isReady || !isHeard || !isQuiet || setting.resync) return [];
    return [{ member, line: server.open(destination.prefix ?? '').at(-1) }];
  });
  const said = server.say(cargo);
  for (const { member, line } of due) {
    const [, text] = said.find(([each]) => each === line) ?? [];
    if (!line || !text || server.silent.has(line)) continue;
    if (!member.heard.includes(text)) fault(`${member.name} did not hear ${text}`);
  }
}
