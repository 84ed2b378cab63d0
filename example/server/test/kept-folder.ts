import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/', import.meta.url));

/**
 * A folder that takes long to fill, and is kept for later runs: it is filled anew when one of its ingredients has
 * changed. Several processes may ask at once.
 *
 * @param ingredients - Files and folders that the content depends on.
 * @param fill - Fills an empty folder.
 */
export async function keptFolder(
  name: string,
  ingredients: readonly string[],
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const kept = join(CACHE, `${name}-${hashOf(ingredients)}`);
  if (existsSync(kept)) return kept;
  await mkdir(CACHE, { recursive: true });
  for (const old of readdirSync(CACHE)) {
    if (old.startsWith(`${name}-`)) await rm(join(CACHE, old), { recursive: true, force: true });
  }
  const folder = await mkdtemp(join(CACHE, `new-${name}-`));
  await fill(folder);
  // All of it at once, so that nobody finds half. Who comes second keeps to what is there.
  await rename(folder, kept).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    await rm(folder, { recursive: true });
  });
  return kept;
}

function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  const add = (path: string) => hash.update(path).update(readFileSync(path));
  for (const path of paths) {
    if (!path.endsWith('/')) add(path);
    else {
      for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
        if (entry.isFile()) add(join(entry.parentPath, entry.name));
      }
    }
  }
  return hash.digest('hex').slice(0, 16);
}
