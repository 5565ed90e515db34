import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/open-store.ts';
import type { Digest, Store } from '../../src/store/store.ts';
import { freshSchema, type TestDatabase } from '../postgres/server.ts';

/** Files and schemas of one test, gone at its end. */
export class Places {
  readonly folder: string;
  readonly #schemas: (() => Promise<void>)[] = [];
  #made = 0;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<Places> {
    return new Places(await mkdtemp(join(tmpdir(), 'stepladder-places-')));
  }

  path(name: string): string {
    this.#made += 1;
    return join(this.folder, `${this.#made}-${name}`);
  }

  schema(database: TestDatabase): string {
    const { url, drop } = freshSchema(database);
    this.#schemas.push(drop);
    return url;
  }

  async remove(): Promise<void> {
    await Promise.all(this.#schemas.map((drop) => drop()));
    await rm(this.folder, { recursive: true });
  }
}

export async function atStore<T>(location: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(location);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

export const digestAt = (location: string): Promise<Digest> => atStore(location, (store) => store.digest());
