import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';

/** One call of the SDK's Fluent language: what an application contains. */
export interface Declared {
  readonly kind: string;
  readonly config: Readonly<Record<string, unknown>>;
}

const KINDS = ['Acl', 'BusinessRule', 'Property', 'Role', 'ScheduledScript', 'ScriptInclude', 'Table'];
const COLUMNS = { DateTimeColumn: 'glide_date_time', IntegerColumn: 'integer', StringColumn: 'string' };

/** What the sources in a folder declare, in the order of their files. They are ours, and are run; the SDK is not needed. */
export function declaredIn(folder: string): Declared[] {
  const found: Declared[] = [];
  const kinds = KINDS.map((kind) => {
    const declare = (config: Declared['config']) => {
      found.push({ kind, config });
      return config;
    };
    return [kind, declare];
  });
  const columns = Object.entries(COLUMNS).map(([name, type]) => [name, (column: object) => ({ ...column, type })]);
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.now.ts')) continue;
    const Now = {
      ID: new Proxy({}, { get: (_, key) => key }),
      include: (path: string) => readFileSync(join(folder, path), 'utf8'),
    };
    const context = createContext({ ...Object.fromEntries([...kinds, ...columns]), Now });
    // A script of its own scope: no imports to resolve, and no name of one file is seen by the next.
    const script = readFileSync(join(folder, name), 'utf8')
      .replace(/^import [^;]*;$/gm, '')
      .replace(/^export /gm, '');
    runInContext(`(() => {${script}\n})();`, context, { filename: name });
  }
  return found;
}
