import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The service was told something it cannot run with. The message says how to tell it right; it never holds a secret. */
export class Misconfigured extends Error {
  override readonly name = 'Misconfigured';
}

const MAKE_ONE = 'Make one with `openssl rand -hex 32`.';

/** all: everything in one process. api: answers HTTP and takes webhooks in. worker: works them off, and settles what is due. */
export const ROLES = ['all', 'api', 'worker'] as const;
export type Role = (typeof ROLES)[number];

/** Long enough that it cannot be guessed, and of characters that an HTTP header can carry. */
const tokenSchema = z
  .string()
  .trim()
  .min(16, `is shorter than 16 characters. ${MAKE_ONE}`)
  .regex(/^[\x21-\x7e]+$/, `holds spaces or letters beyond ASCII. ${MAKE_ONE}`);

/** STEPLADDER_<KIND>_<SOURCE>, in capitals, `_` for `-`: where a secret of a source is given, or by …_FILE the file it is in. */
export const secretName = (kind: 'SECRET' | 'CREDENTIAL', source: string): string =>
  `STEPLADDER_${kind}_${source.toUpperCase().replaceAll('-', '_')}`;

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The secrets by which a source's webhooks are known: two while they are changed, on lines of their own. Throws
 * Misconfigured when there is none.
 */
export function readSecrets(source: string, env: Env): string[] {
  const secrets = linesOf(secretName('SECRET', source), env);
  if (secrets.length > 0) return secrets;
  const name = secretName('SECRET', source);
  throw new Misconfigured(`Source ${source} sends webhooks, but ${name} is not set. Set it, or ${name}_FILE.`);
}

/** What a source is signed in to with: the client's secret, the token, the password or the key. Throws Misconfigured when there is none. */
export function readCredential(source: string, env: Env): string {
  const name = secretName('CREDENTIAL', source);
  const [credential, ...more] = linesOf(name, env);
  if (credential !== undefined && more.length === 0) return credential;
  const problem = credential === undefined ? 'is not set' : 'has more than one line';
  throw new Misconfigured(
    `Source ${source} is read, but ${name} ${problem}. Give the credential by it, or by ${name}_FILE.`,
  );
}

function linesOf(name: string, env: Env): string[] {
  const { [name]: text = '', [`${name}_FILE`]: file = '' } = env;
  if (text !== '' && file !== '') throw new Misconfigured(`Both ${name} and ${name}_FILE are set. Unset one of them.`);
  const lines = (file === '' ? text : contentOf(`${name}_FILE`, file)).split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '');
}

/** STEPLADDER_TOKEN: what the API and the pages ask for. STEPLADDER_PANEL_TOKEN: opens what panels show of a ticket. */
export type TokenName = 'STEPLADDER_TOKEN' | 'STEPLADDER_PANEL_TOKEN';

/** By the environment or a file it names; null: none is set. Throws Misconfigured for one that is no good. */
export function readToken(env: Env, name: TokenName = 'STEPLADDER_TOKEN'): string | null {
  // Set to nothing is how a compose file passes on what is not set.
  const { [name]: text = '', [`${name}_FILE`]: file = '' } = env;
  if (text !== '' && file !== '') throw new Misconfigured(`Both ${name} and ${name}_FILE are set. Unset one of them.`);
  if (text !== '') return checked(name, text);
  return file === '' ? null : checked(`the file of ${name}_FILE, ${file},`, contentOf(`${name}_FILE`, file));
}

function checked(where: string, text: string): string {
  const parsed = tokenSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new Misconfigured(`The token in ${where} ${parsed.error.issues[0]?.message}`);
}

function contentOf(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const remedy = 'Correct the path, or let the user of the service read it.';
    throw new Misconfigured(`${variable} names ${file}, which cannot be read. ${remedy}`, { cause });
  }
}
