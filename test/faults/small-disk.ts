import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A place for a desk that gets full, for one process. */
export interface SmallDisk {
  readonly folder: string;
  /** Leaves so much room for what is there by now. */
  leave(pid: number, bytes: number): void;
  /** Gives it back. */
  free(pid: number): void;
  remove(): void;
}

const SIZE_MB = 64;
const folderOf = () => mkdtempSync(join(tmpdir(), 'stepladder-disk-'));

/** A file system of its own, all of it taken by a file; null where this user may not mount one. */
export function mounted(): SmallDisk | null {
  const folder = folderOf();
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', folder]);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  if (mount.status !== 0) {
    remove();
    return null;
  }
  const ballast = join(folder, 'ballast');
  return {
    folder: join(folder, 'desk'),
    leave(_, bytes) {
      const available = Number(
        execFileSync('df', ['--output=avail', '-B1', folder], { encoding: 'utf8' }).split('\n')[1],
      );
      writeFileSync(ballast, Buffer.alloc(available - bytes));
    },
    free: () => rmSync(ballast),
    remove() {
      execFileSync('umount', [folder]);
      remove();
    },
  };
}

/** The system lets the process make no file larger than what it has, so that writes fail with EFBIG; null without prlimit. */
export function limited(): SmallDisk | null {
  if (spawnSync('prlimit', ['--version']).status !== 0) return null;
  const folder = folderOf();
  const limit = (pid: number, bytes: number | string) =>
    void execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);
  const desk = join(folder, 'desk');
  mkdirSync(desk);
  return {
    folder: desk,
    leave: (pid, bytes) => limit(pid, statSync(join(desk, 'stepladder.db-wal')).size + bytes),
    free: (pid) => limit(pid, 'unlimited'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
