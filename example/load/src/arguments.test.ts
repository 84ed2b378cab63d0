import { expect, it } from 'vitest';
import { readArguments } from './arguments';

it('takes several servers, and has 50 bots for 30 s unless told otherwise', () => {
  expect(readArguments(['--url', 'http://localhost:8787/', '--url', 'https://bid.example.com'])).toEqual({
    urls: ['http://localhost:8787', 'https://bid.example.com'],
    processes: 0,
    killEvery: 0,
    clients: 50,
    seconds: 30,
    idle: 0,
    duels: 0,
    oneUser: 0,
    oldBids: 0,
  });
});

it('reads each number', () => {
  const args =
    '--processes 3 --kill-every 10 --clients 200 --seconds 60 --idle 1 --duels 2 --one-user 3 --old-bids 4'.split(' ');
  expect(readArguments(args)).toEqual({
    urls: [],
    processes: 3,
    killEvery: 10,
    clients: 200,
    seconds: 60,
    idle: 1,
    duels: 2,
    oneUser: 3,
    oldBids: 4,
  });
});

it.each([
  ['', 'Say either --url or --processes.'],
  ['--url http://a.example --processes 1', 'Say either --url or --processes.'],
  ['--url http://a.example --kill-every 10', '--kill-every needs --processes: it kills only its own.'],
  ['--url http://a.example --old-bids 10', '--old-bids needs --processes: it writes only into its own database.'],
  ['--url localhost:8787', '--url must be like http://localhost:8787.'],
  ['--processes two', '--processes must be a whole number.'],
  ['--clients -5 --processes 1', /--clients/],
  ['--client 5 --processes 1', /--client/],
])('says what is wrong with "%s"', (line, sentence) => {
  expect(() => readArguments(line.split(' ').filter(Boolean))).toThrow(sentence);
});
