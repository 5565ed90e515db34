import type { Logger } from 'pino';
import type { LiveRules, Looked } from './rules/live-rules.ts';
import { describe } from './settings/read-yaml.ts';

/** Milliseconds between two looks; a change comes into force at the second one after it. */
const LOOK_EVERY = 2_000;

/** Looks at the rules folder while the service runs, and tells the log what came of each change. */
export class WatchingRules {
  readonly #live: LiveRules;
  readonly #log: Logger;
  readonly #timer: NodeJS.Timeout;
  #told: ReadonlySet<string> = new Set();
  #looking: Promise<void> | null = null;

  constructor(live: LiveRules, log: Logger, everyMs = LOOK_EVERY) {
    this.#live = live;
    this.#log = log;
    this.#timer = setInterval(() => {
      this.#looking ??= this.#look().finally(() => {
        this.#looking = null;
      });
    }, everyMs);
  }

  async #look(): Promise<void> {
    try {
      const before = this.#live.inForce.version;
      const looked = await this.#live.look();
      if (looked?.what === 'taken') this.#tellTaken(looked, before);
      if (looked?.what === 'refused') this.#tellRefused(looked.problems);
    } catch (error) {
      this.#log.error({ err: error }, 'looking at the rules failed; it is tried again');
    }
  }

  #tellTaken({ rules, sourcesChanged }: Extract<Looked, { what: 'taken' }>, before: string): void {
    this.#told = new Set();
    const { version, warnings } = rules;
    for (const warning of warnings) this.#log.warn({ warning: describe(warning) }, 'a rule is likely not meant so');
    if (sourcesChanged) this.#log.warn('sources.yaml has changed; it takes effect at the next start of the service');
    if (version === before) this.#log.info({ version }, 'the rules in the folder are those in force');
    else this.#log.info({ version, before }, 'new rules are in force; the next evaluation goes by them');
  }

  /** Each problem once, however often the folder changes before it is mended. */
  #tellRefused(problems: readonly string[]): void {
    for (const problem of problems) {
      if (!this.#told.has(problem)) this.#log.error({ problem }, 'a rule has a mistake');
    }
    this.#told = new Set(problems);
    const { version } = this.#live.inForce;
    this.#log.error(
      { version, problems: problems.length },
      'the rules are not taken over; the last good ones stay in force',
    );
  }

  /** Resolves when the look at hand has ended. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }
}
