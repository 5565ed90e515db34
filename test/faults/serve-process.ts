import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Role } from '../../src/config.ts';
import { CLI, ROOT } from '../e2e/cli.ts';
import { SECRET } from './sender.ts';

export interface ServeOptions {
  /** A folder, or the URL of a PostgreSQL database. */
  readonly data: string;
  readonly rules: string;
  /** Where compiled code is kept from one start to the next. */
  readonly compiled: string;
  readonly role?: Role;
}

const LISTENS = /listens on (http:\S+)/;

/** `stepladder serve` as a process of its own, gone with this one. */
export class ServeProcess {
  /** Rejects where it ends before it listens. */
  readonly listening: Promise<string>;
  /** All it has said: its log, and its last words. */
  said = '';
  #url: string | null = null;
  #child: ChildProcess;
  #exit: Promise<unknown>;
  #told = false;

  constructor({ data, rules, compiled, role = 'all' }: ServeOptions) {
    this.#child = spawn(
      process.execPath,
      [...CLI, 'serve', '--port', '0', '--data', data, '--rules', rules, '--role', role],
      {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          STEPLADDER_SECRET_HELPDESK: SECRET,
          STEPLADDER_LOG: 'warn',
          NODE_COMPILE_CACHE: compiled,
        },
      },
    );
    this.#exit = once(this.#child, 'exit');
    const killIt = () => void this.#child.kill('SIGKILL');
    process.once('exit', killIt);
    this.#child.once('exit', () => process.removeListener('exit', killIt));
    this.listening = new Promise((resolve, reject) => {
      const hear = (text: Buffer) => {
        this.said += text;
        if (this.#url !== null) return;
        this.#url = LISTENS.exec(this.said)?.[1] ?? null;
        if (this.#url !== null) resolve(this.#url);
      };
      this.#child.stdout?.on('data', hear);
      this.#child.stderr?.on('data', hear);
      this.#child.once('close', () => reject(new Error(`serve ended before it listened: ${this.said}`)));
    });
    this.listening.catch(() => {}); // whoever waits for it is told; one that is killed at its start is not waited for
  }

  /** Null: it does not listen yet, or no more. */
  get url(): string | null {
    return this.#told ? null : this.#url;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** It ended without being told to. */
  get fell(): boolean {
    return !this.#told && (this.#child.exitCode !== null || this.#child.signalCode !== null);
  }

  async kill(): Promise<void> {
    this.#told = true;
    this.#child.kill('SIGKILL');
    await this.#exit;
  }

  /** As a supervisor ends it. Resolves to its exit code; null: it had to be killed. */
  async end(): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return this.#child.exitCode;
    this.#told = true;
    this.#child.kill('SIGTERM');
    const patience = setTimeout(() => this.#child.kill('SIGKILL'), 30_000);
    await this.#exit;
    clearTimeout(patience);
    return this.#child.exitCode;
  }
}
