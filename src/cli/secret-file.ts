import { writeFile } from 'node:fs/promises';
import { Failed } from './failure.ts';

/** Readable by this user alone, and never over a file that is there. */
export async function writeSecret(file: string, secret: string): Promise<void> {
  try {
    await writeFile(file, `${secret}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EEXIST' ? 'is there already' : `cannot be written (${message})`;
    throw new Failed(`${file} ${why}. Run connect --remove, then connect with another --secret-file.`);
  }
}
