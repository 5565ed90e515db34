import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const web = join(root, 'dist/web');

/** Builds the web app unless it is there and newer than all it is made of; its folder. */
export function buildWebApp(): string {
  const built = join(web, 'index.html');
  if (!existsSync(built) || statSync(built).mtimeMs <= newestSource()) {
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    // As `npm run build:web` does it: by the test runner's own NODE_ENV it would be React's slow, talkative build.
    const env = { ...process.env, NODE_ENV: 'production' };
    execFileSync(process.execPath, [vite, 'build', 'src/ui'], { cwd: root, env });
  }
  return web;
}

function newestSource(): number {
  const ui = join(root, 'src/ui');
  const files = readdirSync(ui, { recursive: true, encoding: 'utf8' }).map((name) => join(ui, name));
  const api = join(root, 'src/api');
  const shared = readdirSync(api)
    .filter((name) => name.endsWith('schema.ts') || name === 'schemas.ts')
    .map((name) => join(api, name));
  return Math.max(...[...files, ...shared, join(root, 'package-lock.json')].map((file) => statSync(file).mtimeMs));
}
