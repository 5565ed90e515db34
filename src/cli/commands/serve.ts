import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import { ROLES, type Role, readCredential, readSecrets, readToken } from '../../config.ts';
import { settleApart } from '../../settle-apart.ts';
import { atDesk, type DeskOptions, WEB_FOLDER, withDesk } from '../desk.ts';
import { WrongUse } from '../failure.ts';

interface Options extends DeskOptions {
  readonly host: string;
  readonly port: string;
  readonly role: Role;
}

export function serveCommand(): Command {
  const command = new Command('serve')
    .description('Start the service: the app, the API, /metrics, and the weekly evaluation.')
    .option('--host <address>', 'address to listen on; any but loopback needs an access token', '127.0.0.1')
    .option('--port <n>', 'port to listen on', '8080')
    .addOption(
      new Option('--role <role>', 'what this process does, where several serve one PostgreSQL database')
        .choices([...ROLES])
        .default('all'),
    )
    .addHelpText(
      'after',
      '\nAccess token: STEPLADDER_TOKEN, or STEPLADDER_TOKEN_FILE naming a file that holds it.\nToken of the panels in other systems, for what they show of a ticket only: STEPLADDER_PANEL_TOKEN.\nWebhooks: STEPLADDER_SECRET_<SOURCE> for each source in sources.yaml of the rules that sends them.\nReading: STEPLADDER_CREDENTIAL_<SOURCE> for each that is read.',
    );
  return withDesk(command).action(async (options: Options) => {
    const token = readToken(process.env);
    const panelToken = readToken(process.env, 'STEPLADDER_PANEL_TOKEN');
    const { pino, serve } = await service();
    const stop = untilSignal();
    await atDesk({ ...options, serving: true }, async (line) => {
      const served = await serve({
        line,
        rulesFolder: options.rules,
        // What is kept in this process's memory no other one can settle.
        ...(options.data !== ':memory:' && { settle: settleApart(options.data) }),
        role: options.role,
        host: options.host,
        port: portOf(options.port),
        token,
        panelToken,
        webFolder: existsSync(WEB_FOLDER) ? WEB_FOLDER : null,
        secretsOf: (source) => readSecrets(source, process.env),
        credentialOf: (source) => readCredential(source, process.env),
        log: pino({ level: process.env['STEPLADDER_LOG'] ?? 'info' }),
      });
      process.stderr.write(`Stepladder listens on ${served.url}\n`);
      await stop;
      await served.close();
    });
  });
}

/** Loaded only when asked for: it is half of what every other command would have to wait for at its start. */
export async function service() {
  const [{ serve }, { pino }] = await Promise.all([import('../../main.ts'), import('pino')]);
  return { serve, pino };
}

export function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new WrongUse(`--port "${text}" is no port. Give a number from 0 to 65535.`);
  return port;
}

/** Settles at the first SIGTERM or SIGINT; a second one ends the process at once. */
export function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1));
        resolve();
      });
    }
  });
}
