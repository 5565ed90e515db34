import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const web = join(root, 'dist/web');

/** Builds the web app unless it is there and newer than all it is made of; its folder. */
export function buildWebApp(): string {
  const built = join(web, 'index.html');
  if (!existsSync(built) || statSync(built).mtimeMs <= newestSource()) {
    execFileSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', 'src/ui'], { cwd: root });
  }
  return web;
}

function newestSource(): number {
  const ui = join(root, 'src/ui');
  const files = readdirSync(ui, { recursive: true, encoding: 'utf8' }).map((name) => join(ui, name));
  const schemas = [
    'schemas.ts',
    'decisions-schema.ts',
    'own-schema.ts',
    'sources-schema.ts',
    'ticket-clocks-schema.ts',
  ].map((name) => `src/api/${name}`);
  const others = [...schemas, 'package-lock.json'].map((name) => join(root, name));
  return Math.max(...[...files, ...others].map((file) => statSync(file).mtimeMs));
}
