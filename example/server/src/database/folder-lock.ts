import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Another process works in the folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
}

/**
 * Takes a folder for this process by a file with its number, and returns the way to give it back. The file of a process
 * that was killed counts for nothing, also when another process has got its number since.
 *
 * @throws FolderInUseError while another process has it
 */
export function lockFolder(file: string): () => void {
  const holder = readHolder(file);
  if (holder !== null && isAnotherProcess(holder)) {
    throw new FolderInUseError(`process ${holder.pid} works in it, says ${file}`);
  }
  if (holder !== null) rmSync(file, { force: true });
  try {
    writeFileSync(file, `${process.pid} ${birthOf(process.pid)}\n`, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new FolderInUseError(`another process has just taken it, says ${file}`);
  }
  return () => rmSync(file, { force: true });
}

interface Holder {
  readonly pid: number;
  /** Empty where that could not be told. */
  readonly birth: string;
}

function readHolder(file: string): Holder | null {
  try {
    const [pid = '', birth = ''] = readFileSync(file, 'utf8').trim().split(' ');
    return { pid: Number.parseInt(pid, 10), birth };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** In a container, the process of before had the same number as this one. */
function isAnotherProcess({ pid, birth }: Holder): boolean {
  if (pid === process.pid || Number.isNaN(pid) || !isAlive(pid)) return false;
  const present = birthOf(pid);
  return birth === '' || present === '' || birth === present;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // it lives, and is someone else's
  }
}

/**
 * What tells a process from an earlier one of its number: the boot, and when it was started after that. Empty where the
 * system has no /proc; the number alone counts there.
 */
function birthOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc_pid_stat(5): the 22nd field. The second is a name in brackets, which may have blanks and brackets in it.
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return `${boot}/${started}`;
  } catch {
    return '';
  }
}
