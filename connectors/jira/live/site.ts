import type { Answer, Ask, Client } from '../../../src/connector/client.ts';
import type { ReadingFrom, RemoteParts } from '../../../src/connector/remote.ts';
import { SourceTrouble } from '../../../src/connector/source-trouble.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import { readSettings, type Settings } from '../settings.ts';
import { accountSchema, readAs } from './answers.ts';
import { clientRules, type Endpoint, isCloud } from './client-rules.ts';

/** Below `/rest`; `api` stands for the version that this Jira has. */
interface SiteAsk extends Omit<Ask, 'at' | 'bucket'> {
  readonly bucket?: Endpoint;
}

/** Where the API answers this credential. */
interface Door {
  readonly at: 'main' | 'gateway';
  /** Before every path. */
  readonly prefix: string;
}

/** One Jira, and how it lets us in. */
export class Site {
  readonly from: ReadingFrom;
  readonly settings: Settings;
  readonly isCloud: boolean;
  readonly now: () => Instant;
  readonly #client: Client;
  readonly #buckets: object;
  #door: Promise<Door> | null = null;

  /** Throws InvalidSettings. */
  constructor({ from, clientBy, now }: RemoteParts) {
    const rules = clientRules(from, now);
    this.from = from;
    this.settings = readSettings(from.settings);
    this.isCloud = isCloud(from.signIn);
    this.now = now;
    this.#client = clientBy(rules);
    this.#buckets = rules.buckets;
  }

  /** `/issue/1` as this Jira's platform has it. */
  api(path: string): string {
    return `/rest/api/${this.isCloud ? 3 : 2}${path}`;
  }

  async ask(ask: SiteAsk): Promise<Answer> {
    const { at, prefix } = await this.door();
    const bucket = ask.bucket !== undefined && Object.hasOwn(this.#buckets, ask.bucket) ? ask.bucket : 'main';
    return known(await this.#client.ask({ repeatable: true, ...ask, bucket, at, path: `${prefix}${ask.path}` }));
  }

  /** At the site's own address, whatever the API's is: administrators' webhooks are nowhere else. */
  async askSite(ask: SiteAsk): Promise<Answer> {
    return known(await this.#client.ask({ ...ask, bucket: 'main', at: 'main' }));
  }

  /**
   * Tokens with scopes are refused at the site's own address, and taken at Atlassian's gateway (connectors.md 2.4);
   * tokens of an OAuth client as well.
   */
  door(): Promise<Door> {
    const door = this.#door ?? this.#findDoor();
    this.#door = door;
    door.catch(() => {
      if (this.#door === door) this.#door = null;
    });
    return door;
  }

  async #findDoor(): Promise<Door> {
    const site: Door = { at: 'main', prefix: '' };
    if (!this.isCloud) return site;
    if (this.from.signIn.kind === 'client-credentials') return this.#gateway();
    if (await this.#isLetIn(site)) return site;
    const gateway = await this.#gateway();
    if (await this.#isLetIn(gateway)) return gateway;
    const remedy = 'Check the mail address and the token, and whether it has ended.';
    throw new SourceTrouble('refused', `Neither the site nor Atlassian's gateway takes the token. ${remedy}`, 401);
  }

  async #isLetIn({ at, prefix }: Door): Promise<boolean> {
    const ask: Ask = { at, path: `${prefix}/rest/api/3/myself`, lane: 'live', also: [401, 403] };
    return (await this.#client.ask(ask)).status === 200;
  }

  async #gateway(): Promise<Door> {
    const { data } = await this.#client.ask({ path: '/_edge/tenant_info', lane: 'live', anonymous: true });
    const { cloudId } = readAs('id of the site', accountSchema.tenant, data);
    return { at: 'gateway', prefix: `/ex/jira/${cloudId}` };
  }
}

/** Some of Jira answers whoever it does not know as well: with nothing, as if there were nothing. */
function known(answer: Answer): Answer {
  const { headers } = answer;
  const isUnknown =
    headers['x-ausername'] === 'anonymous' || /FAILED|DENIED/.test(headers['x-seraph-loginreason'] ?? '');
  if (!isUnknown) return answer;
  const remedy = 'Check the token or password, and whether it has ended.';
  throw new SourceTrouble('refused', `Jira took us for nobody in particular. ${remedy}`, answer.status);
}
