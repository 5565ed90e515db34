import { existsSync, readFileSync } from 'node:fs';

/** The processes that the first thread of one has begun; null: this system does not tell. */
export function childrenOf(pid: number): number[] | null {
  const told = `/proc/${pid}/task/${pid}/children`;
  return existsSync(told) ? readFileSync(told, 'utf8').trim().split(' ').filter(Boolean).map(Number) : null;
}
