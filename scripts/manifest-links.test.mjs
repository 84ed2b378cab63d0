import { expect, it } from 'vitest';
import { linksOf, problemOfAddress } from './manifest-links';

it('says nothing of a repository that has no address yet', () => {
  expect(JSON.stringify(linksOf('', 'core'))).toBe('{}');
});

it('leads from a package to its folder, its readme and its issues', () => {
  expect(linksOf('https://git.example.com/owner/name', 'core')).toEqual({
    repository: { type: 'git', url: 'git+https://git.example.com/owner/name.git', directory: 'packages/core' },
    homepage: 'https://git.example.com/owner/name/tree/HEAD/packages/core#readme',
    bugs: 'https://git.example.com/owner/name/issues',
  });
});

it.each(['', 'https://git.example.com/owner/name', 'https://git.example.com/group/team/name'])(
  'takes %j',
  (address) => {
    expect(problemOfAddress(address)).toBeNull();
  },
);

it.each([
  'git.example.com/owner/name',
  'https://git.example.com',
  'https://git.example.com/owner/name/',
  'https://git.example.com/owner/name.git',
])('refuses %j, and says what it expects', (address) => {
  expect(problemOfAddress(address)).toMatch(/^must be "https:\/\/HOST\/OWNER\/NAME" .*, got "/);
});
