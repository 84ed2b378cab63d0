import { type UseHeartbeatSocketResult, useHeartbeatSocket } from '@heartbeat-socket/taro';
import { StrictMode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import type { Diary, Happening, Line } from './lines';

declare global {
  interface Window {
    diary: Diary;
  }
}

const happenings: Happening[] = [];
const ticks: number[] = [];
const heard: Record<string, string[]> = {};
const status: Record<string, string> = {};
const sockets: Record<string, UseHeartbeatSocketResult<string, string | ArrayBuffer>> = {};

const note = (line: string, what: string) => happenings.push({ at: Date.now(), line, what });

function Socket({ line }: { line: Line }) {
  const { name, heartbeat } = line;
  const query = encodeURIComponent(JSON.stringify(line));
  const socket = useHeartbeatSocket(`ws://${location.host}/?line=${query}`, {
    heartbeat,
    onMessage(text) {
      heard[name] = [...(heard[name] ?? []), String(text)];
    },
  });
  const { core } = socket;
  useEffect(
    () =>
      core.trace((event) => {
        if (event.type === 'close') note(name, `close ${event.cause.kind} ${event.cause.code}: ${event.cause.message}`);
        else if (event.type === 'status') note(name, `${event.previous} -> ${event.status}`);
        else if (event.type === 'app') note(name, event.visible ? 'shown' : 'hidden');
        else if (event.type === 'network') note(name, event.online ? 'online' : 'offline');
        else note(name, event.type);
      }),
    [name, core],
  );
  sockets[name] = socket;
  status[name] = socket.status;
  return (
    <p>
      {name}: {socket.status}
    </p>
  );
}

window.diary = {
  happenings,
  ticks,
  heard,
  status,
  send: (line, text) => sockets[line]?.send(text) ?? 'no such line',
};

setInterval(() => ticks.push(Date.now()), 1_000);
document.addEventListener('visibilitychange', () => note('page', document.visibilityState));
for (const type of ['freeze', 'resume']) document.addEventListener(type, () => note('page', type));
for (const type of ['online', 'offline']) window.addEventListener(type, () => note('page', type));
for (const type of ['pagehide', 'pageshow'] as const) {
  window.addEventListener(type, ({ persisted }) => note('page', `${type}${persisted ? ' persisted' : ''}`));
}

const lines: Line[] = JSON.parse(new URLSearchParams(location.search).get('lines') ?? '[]');
const root = document.querySelector('#root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      {lines.map((line) => (
        <Socket key={line.name} line={line} />
      ))}
    </StrictMode>,
  );
}
