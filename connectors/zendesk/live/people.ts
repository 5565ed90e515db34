import { z } from 'zod';
import type { Client } from '../../../src/connector/client.ts';
import { mailDigest } from '../../../src/connector/mail-digest.ts';
import type { Found } from '../../../src/connector/remote.ts';
import { groupSchema, userSchema } from '../schema.ts';
import { pages } from './paging.ts';

const userPage = z.object({
  users: z.array(userSchema.extend({ email: z.string().nullish(), verified: z.unknown() })),
});
const groupPage = z.object({ groups: z.array(groupSchema) });

/** Groups, then everybody who is staff. Users carry their default group, so memberships tell nothing more. */
export async function* people(client: Client): AsyncGenerator<readonly Found[]> {
  for await (const { groups } of pages(client, { path: '/api/v2/groups', lane: 'backfill' }, groupPage)) {
    yield groups.map((data) => found('group', data));
  }
  for (const role of ['agent', 'admin']) {
    const ask = { path: '/api/v2/users', query: { role }, lane: 'backfill' } as const;
    for await (const { users } of pages(client, ask, userPage))
      yield users.map((user) => found('user', keptUser(user)));
  }
}

const found = (resource: string, data: unknown): Found => ({ about: 'agent', envelope: { resource, data } });

/** Of the address only what tells that two accounts are one person's, and only where Zendesk has verified it. */
function keptUser({ email, verified, updated_at: updatedAt, ...user }: z.output<typeof userPage>['users'][number]) {
  const digest = verified === true ? mailDigest(email) : null;
  const isGone = user.active === false || user.suspended === true;
  // A record changes whenever its user signs in, which is nobody's business.
  return { ...user, updated_at: isGone ? updatedAt : null, mail_digest: digest };
}
