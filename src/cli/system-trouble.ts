/** What to do about what the operating system refused, by its error code. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist, or the folder it should lie in does not. Check the path.',
  EACCES: 'may not be used by this user. Change its rights, or name another.',
  EPERM: 'may not be used by this user. Change its rights, or name another.',
  EROFS: 'lies on a disk that is read-only. Name another.',
  EEXIST: 'is there already and is something else. Name another.',
  ENOTDIR: 'lies in something that is no folder. Check the path.',
  EISDIR: 'is a folder. Name a file.',
  ENOSPC: 'cannot be written: the disk is full. Free some space and run this again.',
  EDQUOT: 'cannot be written: the disk quota is used up. Free some space and run this again.',
  EFBIG: 'cannot be written: it would become larger than is allowed here. Name another disk.',
};

/** A sentence with the remedy for an error of the operating system; null for any other. */
export function systemTrouble(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null;
  const remedy = REMEDIES[String(error.code)];
  if (remedy === undefined) return null;
  return `${'path' in error ? error.path : 'A file of this command'} ${remedy}`;
}
