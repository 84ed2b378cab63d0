/**
 * Holds the manifests of the published packages against the address of the repository, and says where that is used.
 * With `--write` it writes the manifests. It fails if a manifest has another address than the constant says.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { linksOf, problemOfAddress } from './manifest-links';
import { REPOSITORY } from './repository';

const root = fileURLToPath(new URL('..', import.meta.url));
const write = process.argv.includes('--write');

const problem = problemOfAddress(REPOSITORY);
if (problem) throw new Error(`REPOSITORY in scripts/repository.ts ${problem}`);

const wrong = readdirSync(join(root, 'packages')).filter((name) => {
  const file = join(root, 'packages', name, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  if (manifest.private) return false;
  const expected = { ...manifest, ...linksOf(REPOSITORY, name) };
  if (JSON.stringify(expected) === JSON.stringify(manifest)) return false;
  // A field that is undefined is left out.
  if (write) writeFileSync(file, `${JSON.stringify(expected, null, 2)}\n`);
  return !write;
});

const users = ['docs/.vitepress', 'scripts'].flatMap((folder) =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => `${folder}/${name}`)
    .filter((file) => /from '[./\w]*\/repository'/.test(readFileSync(join(root, file), 'utf8'))),
);

if (!REPOSITORY) console.log('REPOSITORY in scripts/repository.ts is empty. Fill it in before the first release.');
console.log(
  `It is used by ${users.join(', ')}; "npm run repository -- --write" writes it into the published manifests.`,
);
if (wrong.length > 0) {
  console.error(`\n"repository", "homepage" or "bugs" is another in: ${wrong.join(', ')}.`);
  process.exitCode = 1;
}
