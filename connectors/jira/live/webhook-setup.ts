import { z } from 'zod';
import type { RemoteWebhook, WebhookSetup } from '../../../src/connector/remote.ts';
import { SourceTrouble } from '../../../src/connector/source-trouble.ts';
import { readAs } from './answers.ts';
import type { Site } from './site.ts';

const PATH = '/rest/webhooks/1.0/webhook';
const PREFIX = 'stepladder ';

/** Of tickets, and of nothing else of the site. */
export const WEBHOOK_EVENTS: readonly string[] = [
  'jira:issue_created',
  'jira:issue_updated',
  'jira:issue_deleted',
  'comment_created',
  'comment_updated',
  'comment_deleted',
  'issuelink_created',
  'issuelink_deleted',
];

export const webhookName = ({ from }: Site): string => `${PREFIX}${from.source}`;

export function webhookFilter({ from: { only } }: Site): string {
  return only.length === 0 ? '' : `project in (${only.map((key) => `"${key}"`).join(', ')})`;
}

const hook = z.object({ name: z.string(), url: z.string(), self: z.string(), enabled: z.boolean().nullish() });
type Hook = z.output<typeof hook>;

/**
 * An administrator's webhook, signed with our secret. Null where only the site's own pages make one: a service account
 * is no administrator, and how Data Center takes one through REST is documented nowhere.
 */
export function webhookSetup(site: Site): WebhookSetup | null {
  if (site.from.signIn.kind !== 'api-token') return null;
  return {
    find: async (address, known) => {
      const all = readAs('list of webhooks', z.array(hook), await answered(site, {}));
      const ours = all.filter((one) => isOurs(one, address, known)).map(found);
      return ours.find(({ id }) => id === known) ?? ours[0] ?? null;
    },
    create: async (address, secret) => {
      const json = {
        name: webhookName(site),
        url: address,
        events: WEBHOOK_EVENTS,
        filters: { 'issue-related-events-section': webhookFilter(site) },
        excludeBody: false,
        secret,
      };
      const made = readAs('webhook', hook, await answered(site, { method: 'POST', json }));
      return { id: found(made).id, secret };
    },
    remove: async (id) => {
      await answered(site, { method: 'DELETE', path: `/${encodeURIComponent(id)}`, also: [404] });
    },
    test: null,
  };
}

/** By its id it is ours as long as its name or its address still say so; without, both have to. */
function isOurs(one: Hook, address: string, known: string | null): boolean {
  const said = [one.url === address, one.name.startsWith(PREFIX)];
  return found(one).id === known ? said.includes(true) : !said.includes(false);
}

const found = ({ self, enabled }: Hook): RemoteWebhook => ({
  id: self.replace(/\/+$/, '').split('/').at(-1) ?? '',
  isOn: enabled !== false,
});

interface HookAsk {
  readonly method?: 'POST' | 'DELETE';
  readonly path?: string;
  readonly json?: unknown;
  readonly also?: readonly number[];
}

/** Nothing but an administrator's own token, without scopes, is let in here; and never through the gateway. */
async function answered(site: Site, { path = '', also = [], ...ask }: HookAsk): Promise<unknown> {
  const { status, data } = await site.askSite({
    ...ask,
    path: `${PATH}${path}`,
    lane: 'live',
    also: [401, 403, ...also],
  });
  if (status !== 401 && status !== 403) return data;
  const why = status === 401 ? 'a token with scopes cannot' : 'this account is no administrator';
  const remedy =
    'Use a token without scopes of an administrator of Jira, or make the webhook by hand (`--print` says how).';
  throw new SourceTrouble('refused', `Jira does not let us look after webhooks: ${why}. ${remedy}`, status);
}
