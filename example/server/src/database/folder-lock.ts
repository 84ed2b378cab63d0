import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Another process works in the folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
}

/**
 * Takes a folder for this process by a file with its number, and returns the way to give it back. The file of a process
 * that was killed counts for nothing.
 *
 * @throws FolderInUseError while another process has it
 */
export function lockFolder(file: string): () => void {
  const holder = readHolder(file);
  if (holder !== null && isAnotherProcess(holder)) {
    throw new FolderInUseError(`process ${holder} works in it, says ${file}`);
  }
  if (holder !== null) rmSync(file, { force: true });
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new FolderInUseError(`another process has just taken it, says ${file}`);
  }
  return () => rmSync(file, { force: true });
}

function readHolder(file: string): number | null {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** In a container, the process of before had the same number as this one. */
function isAnotherProcess(pid: number): boolean {
  if (pid === process.pid || Number.isNaN(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // it lives, and is someone else's
  }
}
