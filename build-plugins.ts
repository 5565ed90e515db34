import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import ts from 'typescript';
import { parse } from 'yaml';
import { forgeManifestSchema } from './connectors/jira/plugin/manifest.ts';
import { declaredIn } from './connectors/servicenow/plugin/fluent.ts';
import { type App, platformRecords } from './connectors/servicenow/plugin/platform-records.ts';
import { updateSetXml } from './connectors/servicenow/plugin/update-set.ts';
import { zendeskManifestSchema } from './connectors/zendesk/plugin/manifest.ts';
import { zipOf } from './connectors/zendesk/plugin/zip.ts';

type Files = ReadonlyMap<string, Buffer>;

const CONNECTORS = join(import.meta.dirname, 'connectors');
const OUT = join(import.meta.dirname, 'dist/plugins');
/** What the sources have in place of the service's host. */
const HOST = 'desk.stepladder.example';
const TEXT = /\.(js|jsx|json|yml|html|css|svg|md|ts)$/;

/** What an administrator installs at a vendor's, by path below dist/plugins. `host`: the service's. */
export function pluginFiles(host: string): Files {
  const panelView = asJavaScript(join(CONNECTORS, 'zendesk/plugin/panel-view.ts'));
  const zendesk = new Map([
    ...filesOf(join(CONNECTORS, 'zendesk/plugin/app'), host),
    ['assets/panel-view.js', panelView] as const,
  ]);
  const jira = new Map([
    ...filesOf(join(CONNECTORS, 'jira/plugin/app'), host),
    ['src/panel-view.js', panelView] as const,
  ]);
  checkZendesk(zendesk);
  checkJira(jira);
  return new Map([
    ['stepladder-zendesk.zip', zipOf(zendesk)],
    ...under('stepladder-jira', jira),
    ['stepladder-servicenow-update-set.xml', Buffer.from(updateSet())],
    ...under('stepladder-servicenow-sdk', filesOf(join(CONNECTORS, 'servicenow/plugin/app'), host)),
  ]);
}

const under = (folder: string, files: Files): [string, Buffer][] =>
  [...files].map(([path, content]) => [`${folder}/${path}`, content]);

function filesOf(folder: string, host: string): Files {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  return new Map(
    paths.sort().map((path) => {
      const content = readFileSync(join(folder, path));
      return [path, TEXT.test(path) ? Buffer.from(content.toString('utf8').replaceAll(HOST, host)) : content];
    }),
  );
}

function asJavaScript(file: string): Buffer {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  return Buffer.from(ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions }).outputText);
}

/** Throws with what is wrong: Zendesk itself says so only after the upload. */
function checkZendesk(files: Files): void {
  const manifest = zendeskManifestSchema.parse(JSON.parse(String(files.get('manifest.json'))));
  const needed = [
    manifest.location.support.ticket_sidebar.url,
    'assets/logo.png',
    'assets/logo-small.png',
    'translations/en.json',
  ];
  const missing = needed.filter((path) => !files.has(path));
  if (missing.length > 0)
    throw new Error(`The Zendesk app lacks ${missing.join(', ')}. Add it to connectors/zendesk/plugin/app.`);
}

/** Throws with what is wrong: `forge lint` says so only to who has an account. */
function checkJira(files: Files): void {
  const { resources } = forgeManifestSchema.parse(parse(String(files.get('manifest.yml'))));
  const missing = resources.map(({ path }) => path).filter((path) => !files.has(path));
  if (missing.length > 0)
    throw new Error(`The Forge app lacks ${missing.join(', ')}. Add it to connectors/jira/plugin/app.`);
}

function updateSet(): string {
  const folder = join(CONNECTORS, 'servicenow/plugin/app');
  const json = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as App;
  const { scope, scopeId, name } = json('now.config.json');
  const app: App = { scope, scopeId, name, version: json('package.json').version };
  return updateSetXml(app, platformRecords(app, declaredIn(join(folder, 'src/fluent'))));
}

/** Null: it is no address of a service that vendors can call. */
export function hostIn(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  const plain =
    url?.protocol === 'https:' && url.pathname === '/' && url.port === '' && url.search === '' && url.username === '';
  return plain ? url.host : null;
}

function main(): void {
  const { values } = parseArgs({ options: { url: { type: 'string' } } });
  const host = hostIn(values.url ?? `https://${HOST}`);
  if (host === null)
    throw new Error('--url has to be https:// and a host alone, such as https://stepladder.example.com.');
  for (const [path, content] of pluginFiles(host)) {
    const file = join(OUT, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  console.log(`Written to dist/plugins for https://${host}.`);
  if (values.url === undefined)
    console.log('To install them, build with the address of your service: npm run build:plugins -- --url https://…');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
