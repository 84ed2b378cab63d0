import type { LabTexts } from './lab-zh';

/** The texts of the line lab in English. */
export const labEn: LabTexts = {
  title: 'Line lab',
  hint: 'Break your own line and watch it recover. No other visitor notices.',
  off: 'The line lab is off',
  offHint: 'Start the server with LINE_LAB=1, or run npm start at the root of the project.',
  breaks: 'Break it',
  refused: 'The server did not do it. Try again in a moment.',
  timeline: 'The line, live',
  summary: ({ seconds, status, losses, pings, pongs, sent, waiting }) =>
    `The line over the last ${seconds} seconds. Now: ${status}. Losses: ${losses}. Pings: ${pings}, answered: ${pongs}. Messages sent: ${sent}, waiting: ${waiting}.`,
  lanes: { actions: 'You', status: 'Line', pings: 'Pings', messages: 'Sends', causes: 'Cause' },
  ago: (seconds) => `${seconds} s ago`,
  now: 'now',
  legend: {
    open: 'Open',
    connecting: 'Connecting',
    waiting: 'Waiting to retry',
    suspended: 'Paused',
    closed: 'Closed',
    ping: 'Ping and answer',
    lost: 'No answer',
    held: 'Message waits',
    sent: 'Message sent',
  },
  send: {
    title: 'Send a message',
    hint: 'While the line is down it waits; it goes out once the line is back.',
    press: 'Send',
  },
  cut: {
    title: 'Cut in silence',
    hint: 'Not a byte passes, and nobody is told. The heartbeat finds out.',
    press: 'Cut',
    mark: 'cut',
  },
  close: {
    title: 'Close with a code',
    hint: 'The server says goodbye: 1001 restart, 1011 internal error, 4000 its own.',
    mark: 'close',
  },
  away: {
    title: 'Server away for 5 s',
    hint: 'The connection is reset, and new ones are refused.',
    press: 'Leave',
    mark: 'away',
  },
  slow: {
    title: 'Slow line for 10 s',
    hint: 'Every byte is a second late, each way. Slow is not dead.',
    press: 'Slow',
    mark: 'slow',
  },
  refuse: {
    title: 'Refuse the log-in',
    hint: 'Closed with 4401, the token is void: a new one gets in.',
    press: 'Refuse',
    mark: 'refuse',
  },
  hide: {
    title: 'Hide for 6 s (simulated)',
    hint: 'As in a mini-program: no pings in the background, a new line on the way back.',
    press: 'Hide',
    mark: 'hidden',
  },
  clock: {
    title: 'Set the clock for 8 s',
    hint: 'An hour off costs one extra ping at most.',
    back: '−1 h',
    forward: '+1 h',
  },
};
