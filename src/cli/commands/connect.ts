import { Command } from 'commander';
import { readSecrets, secretName } from '../../config.ts';
import type { Line } from '../../pipeline.ts';
import { connectWebhook, disconnect, knownAddress, runChecks, testWebhook, troubleOf } from '../../reading/connect.ts';
import type { ReadingParts } from '../../reading/read-wanted.ts';
import type { Source } from '../../rules/sources-file.ts';
import { askForSource } from '../ask-for-source.ts';
import { atDesk, type DeskOptions, withDesk } from '../desk.ts';
import { Failed, WrongUse } from '../failure.ts';
import { bold, print } from '../output.ts';
import { writeSecret } from '../secret-file.ts';
import { readingAt, sourceNamed, webhookAddress } from '../sources.ts';
import { printTried } from '../tried.ts';

interface Options extends DeskOptions {
  readonly address?: string;
  readonly secretFile?: string;
  readonly print?: boolean;
  readonly remove?: boolean;
  readonly test: boolean;
}

const TEST_MS = 20_000;

export function connectCommand(): Command {
  const command = new Command('connect')
    .description('Connect a source: try its credentials and rights one by one, make our webhook there, and test it.')
    .argument('<source>', 'its id in sources.yaml; asked for and written there if it is not')
    .option('--address <url>', 'where the service is reached from outside', process.env['STEPLADDER_ADDRESS'])
    .option('--secret-file <file>', 'where to write the secret of a new webhook, readable by you alone')
    .option('--print', 'only print what an administrator does by hand')
    .option('--remove', 'take our webhook away again')
    .option('--no-test', 'do not have the source send a test');
  return withDesk(command).action(async (id: string, options: Options) => {
    if (options.print !== true && options.remove !== true) await askForSource(id, options.rules);
    await atDesk(options, (line) => connect(line, sourceNamed(line, id), options));
  });
}

async function connect(line: Line, source: Source, options: Options): Promise<void> {
  if (options.print) return printSteps(await readingAt(line, source, false), addressOf(source, options, true));
  const parts = await readingAt(line, source);
  if (options.remove) return remove(parts, (await knownAddress(parts)) ?? addressOf(source, options));
  print(bold('Credentials and rights'));
  const failed = (await runChecks(parts, printTried)).filter(({ result }) => result === 'failed').length;
  if (failed > 0) {
    throw new Failed(
      `${failed} of the checks failed, and nothing was changed at ${source.id}. Mend them and connect again.`,
    );
  }
  print(bold('Webhook'));
  if (source.webhook === null) print('  none: sources.yaml has no verify for it, so it is asked every five minutes');
  else await makeWebhook(parts, source, options);
  print(bold('Next'));
  print(`  Read what has been:  stepladder backfill ${source.id}`);
  print(`  Look it over again:  stepladder doctor ${source.id}`);
}

async function makeWebhook(parts: ReadingParts, source: Source, options: Options): Promise<void> {
  const { webhook } = parts.source.remote;
  const address = addressOf(source, options);
  if (webhook === null) {
    print('  An administrator makes it at the source:');
    return printSteps(parts, address);
  }
  const given = knownSecret(source.id);
  if (given === null && options.secretFile === undefined) {
    throw new WrongUse('Add --secret-file: a new webhook has a secret, and it is written nowhere else.');
  }
  const made = await connectWebhook(parts, { webhook, address, secret: given });
  if (!made.made)
    print(`  was there as ${made.id}${made.isOn ? '' : ', but switched off: switch it on at the source'}`);
  else print(`  made as ${made.id}, calls ${address}`);
  if (made.made && made.secret !== null && made.secret !== given) await keepSecret(source.id, made.secret, options);
  if (options.test && webhook.test !== null) await test(parts, made.id, webhook.test);
}

async function keepSecret(id: string, secret: string, { secretFile }: Options): Promise<void> {
  if (secretFile === undefined) {
    throw new Failed(
      `The source signs with a secret of its own, not with ${secretName('SECRET', id)}. Run connect --remove, then connect with --secret-file.`,
    );
  }
  await writeSecret(secretFile, secret);
  print(`  its secret is in ${secretFile}; start the service with ${secretName('SECRET', id)}_FILE=${secretFile}`);
}

async function test(parts: ReadingParts, id: string, send: (id: string) => Promise<void>): Promise<void> {
  const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));
  try {
    const arrived = await testWebhook(parts, { send: () => send(id), timeoutMs: TEST_MS, pause });
    if (arrived) print('  a test was sent, and has arrived');
    else print('  a test was sent, and has not arrived: is the service running, with this secret, at this address?');
  } catch (error) {
    const said = troubleOf(error);
    if (said === null) throw error;
    print(`  no test could be sent: ${said}`);
  }
}

async function remove(parts: ReadingParts, address: string): Promise<void> {
  const removed = await disconnect(parts, address);
  print(
    removed === null
      ? 'There was no webhook of ours.'
      : `Our webhook ${removed} is taken away. Nothing else was changed.`,
  );
}

function printSteps({ source }: ReadingParts, address: string): void {
  for (const [i, step] of source.remote.byHand(address).entries()) print(`  ${i + 1}. ${step}`);
}

function addressOf({ id }: Source, { address }: Options, anyway = false): string {
  if (address !== undefined) return webhookAddress(address, id);
  if (anyway) return `https://WHERE-THE-SERVICE-IS-REACHED/webhooks/${id}`;
  throw new WrongUse('Add --address, where the service is reached from outside, such as https://desk.example.com.');
}

/** Null: none is given yet. */
function knownSecret(id: string): string | null {
  const name = secretName('SECRET', id);
  const { [name]: text = '', [`${name}_FILE`]: file = '' } = process.env;
  return text === '' && file === '' ? null : (readSecrets(id, process.env)[0] ?? null);
}
