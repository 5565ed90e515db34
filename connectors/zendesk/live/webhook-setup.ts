import { z } from 'zod';
import type { Client } from '../../../src/connector/client.ts';
import type { WebhookSetup } from '../../../src/connector/remote.ts';
import { SourceTrouble } from '../../../src/connector/source-trouble.ts';
import { asked, pages, told } from './paging.ts';

const PATH = '/api/v2/webhooks';
const PREFIX = 'stepladder ';

/** Whatever a figure, a promise or a rating may hang on. One update rings several times; it is read once. */
export const SUBSCRIPTIONS: readonly string[] =
  `created status_changed custom_status_changed agent_assignment_changed group_assignment_changed priority_changed
  type_changed custom_field_changed tags_changed organization_changed requester_changed form_changed brand_changed
  problem_link_changed merged comment_added comment_made_private csat_received next_sla_breach_changed
  sla_policy_changed soft_deleted permanently_deleted undeleted marked_as_spam`
    .split(/\s+/)
    .map((name) => `zen:event-type:ticket.${name}`);

const hookSchema = z.object({ id: z.string(), name: z.string(), endpoint: z.string(), status: z.string() });
type Hook = z.output<typeof hookSchema>;
const one = z.object({ webhook: hookSchema });
const list = z.object({ webhooks: z.array(hookSchema) });
const signing = z.object({ signing_secret: z.object({ secret: z.string().min(1) }) });
const tested = z.object({ response: z.object({ status: z.coerce.number() }) });

const NEW = { also: [404], lane: 'live' } as const;
const hookAt = (id: string): string => `${PATH}/${encodeURIComponent(id)}`;

/** Our webhook: one that is subscribed to events of tickets, and that Zendesk signs with a secret of its own. */
export function webhookSetup(client: Client, source: string): WebhookSetup {
  const name = `${PREFIX}${source}`;
  return {
    async find(address, known) {
      const byId = known === null ? null : await hookOf(client, known);
      const hook = byId ?? (await hookCalled(client, name, address));
      return hook === null ? null : { id: hook.id, isOn: hook.status === 'active' };
    },
    create: (address) => create(client, name, address),
    async remove(id) {
      const hook = await hookOf(client, id);
      if (hook === null) return;
      if (!hook.name.startsWith(PREFIX)) {
        const remedy = 'Delete it in the Admin Centre, under Apps and integrations, Webhooks, if it is ours.';
        throw new SourceTrouble('refused', `Webhook ${id} is called "${hook.name}", as ours are not. ${remedy}`);
      }
      await client.ask({ ...NEW, method: 'DELETE', path: hookAt(id), repeatable: true });
    },
    async test(id) {
      const ask = { method: 'POST', path: `${PATH}/test`, query: { webhook_id: id }, json: {}, lane: 'live' } as const;
      const { response } = await told(client, ask, tested);
      if (response.status >= 200 && response.status < 300) return;
      const remedy = 'Can Zendesk reach the address, and does it lead to this service?';
      throw new SourceTrouble('refused', `What Zendesk sent was answered with ${response.status}. ${remedy}`);
    },
  };
}

async function hookOf(client: Client, id: string): Promise<Hook | null> {
  return (await asked(client, { ...NEW, path: hookAt(id) }, one))?.webhook ?? null;
}

/** By name and address: others may have taken either. */
async function hookCalled(client: Client, name: string, address: string): Promise<Hook | null> {
  const ask = { path: PATH, query: { 'filter[name_contains]': name }, lane: 'live' } as const;
  for await (const { webhooks } of pages(client, ask, list)) {
    const ours = webhooks.find((hook) => hook.name === name && hook.endpoint === address);
    if (ours !== undefined) return ours;
  }
  return null;
}

async function create(client: Client, name: string, endpoint: string): Promise<{ id: string; secret: string }> {
  const kind = { http_method: 'POST', request_format: 'json', subscriptions: SUBSCRIPTIONS };
  const webhook = { name, status: 'active', endpoint, ...kind };
  const made = await told(client, { method: 'POST', path: PATH, json: { webhook }, lane: 'live' }, one);
  const { id } = made.webhook;
  try {
    const ask = { path: `${hookAt(id)}/signing_secret`, lane: 'live' } as const;
    const { signing_secret: signed } = await told(client, ask, signing);
    return { id, secret: signed.secret };
  } catch (error) {
    // One that nobody can verify is of no use to anybody.
    await client.ask({ ...NEW, method: 'DELETE', path: hookAt(id) }).catch(() => null);
    throw error;
  }
}
