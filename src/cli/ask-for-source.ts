import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Document, parseDocument, stringify } from 'yaml';
import { CONNECTORS } from '../../connectors/index.ts';
import { secretName } from '../config.ts';
import { loadRules } from '../rules/load-rules.ts';
import { readRuleFiles } from '../rules/rule-files.ts';
import { Failed, WrongUse } from './failure.ts';
import { print } from './output.ts';

/** What each connector is usually asked for: how its webhooks are known, and how one signs in. */
const USUAL: Readonly<Record<string, { readonly verify: string; readonly signIn: string; readonly url: string }>> = {
  zendesk: { verify: 'zendesk', signIn: 'client-credentials', url: 'https://acme.zendesk.com' },
  jira: { verify: 'jira', signIn: 'api-token', url: 'https://acme.atlassian.net' },
  servicenow: { verify: 'standard-webhooks', signIn: 'client-credentials', url: 'https://acme.service-now.com' },
};

/** A source that sources.yaml does not name yet is asked for, and written there. Nothing where it is named. */
export async function askForSource(id: string, rulesFolder: string): Promise<void> {
  const files = await readRuleFiles(rulesFolder);
  if (loadRules(files).sources.some((source) => source.id === id)) return;
  const entry = await asked(id);
  const before = files['sources.yaml'] ?? '';
  const text = withSource(before, id, entry);
  loadRules({ ...files, 'sources.yaml': text });
  const file = join(rulesFolder, 'sources.yaml');
  if ((await readFile(file, 'utf8').catch(() => '')) !== before)
    throw new Failed(`${file} was changed meanwhile. Run the command again.`);
  await writeFile(file, text);
  print(`${id} is written into ${file}.`);
}

async function asked(id: string): Promise<object> {
  const readable = CONNECTORS.filter(({ open }) => open !== undefined).map((one) => one.id);
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    const example = stringify({ [id]: entryOf('zendesk', { url: 'https://acme.zendesk.com', who: 'CLIENT-ID' }) });
    throw new WrongUse(
      `sources.yaml has no source ${id}. Write it there (connectors: ${readable.join(', ')}), such as\n\n${example}`,
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const connector = await choice(terminal, 'Which system is it', readable);
    const { url, signIn } = USUAL[connector] ?? { url: 'https://acme.example', signIn: 'bearer' };
    const address = await terminal.question(`Its address, such as ${url}: `);
    const who = await terminal.question(
      signIn === 'client-credentials' ? 'The id of the OAuth client: ' : 'The user who signs in: ',
    );
    print(
      `Give the secret to it by ${secretName('CREDENTIAL', id)} or ${secretName('CREDENTIAL', id)}_FILE, never in a file of rules.`,
    );
    return entryOf(connector, { url: address.trim(), who: who.trim() });
  } finally {
    terminal.close();
  }
}

type Terminal = ReturnType<typeof createInterface>;

async function choice(terminal: Terminal, question: string, known: readonly string[]): Promise<string> {
  for (;;) {
    const answer = (await terminal.question(`${question} (${known.join(', ')})? `)).trim();
    if (known.includes(answer)) return answer;
  }
}

function entryOf(connector: string, { url, who }: { url: string; who: string }): object {
  const { verify = 'standard-webhooks', signIn = 'bearer' } = USUAL[connector] ?? {};
  const sign_in = signIn === 'client-credentials' ? { kind: signIn, client_id: who } : { kind: signIn, user: who };
  return { connector, verify: { kind: verify }, read: { url, sign_in } };
}

/** What is written there already, comments too, stays as it is. */
function withSource(before: string, id: string, entry: object): string {
  const document = before.trim() === '' ? new Document({}) : parseDocument(before);
  document.set(id, document.createNode(entry));
  return document.toString();
}
