import { z } from 'zod';
import type { Lane } from '../../../src/connector/lane.ts';
import { mailDigest } from '../../../src/connector/mail-digest.ts';
import type { Found } from '../../../src/connector/remote.ts';
import { text } from '../schema.ts';
import { anyObject, type Json, readAs } from './answers.ts';
import { byOffset } from './paging.ts';
import type { Site } from './site.ts';

const PAGE = 200;
const users = z.array(anyObject);

/** Whoever may work on issues. Who only asks is left out: Cloud says who; on Data Center they are in no group. */
export async function* peopleOf(site: Site, lane: Lane): AsyncGenerator<readonly Found[]> {
  const seen = new Set<string>();
  for await (const page of site.isCloud ? everybody(site, lane) : members(site, lane)) {
    const fresh = page.filter((user) => !seen.has(idOf(user)) && user['accountType'] !== 'customer');
    for (const user of fresh) seen.add(idOf(user));
    yield fresh.map((user) => ({ about: 'agent', envelope: { resource: 'user', data: kept(user) } }));
  }
}

const idOf = ({ accountId, key, name }: Json): string => String(accountId ?? key ?? name);

/** The address itself is not kept. Cloud's are verified by Atlassian; anybody may write one down on Data Center. */
function kept(user: Json): Json {
  const { accountId, key, name, displayName, accountType, timeZone, emailAddress } = user;
  const digest = accountType === 'atlassian' ? mailDigest(text.parse(emailAddress)) : null;
  const id = accountId === undefined ? (key === undefined ? { name } : { key }) : { accountId, accountType };
  return { ...id, displayName, timeZone, ...(digest !== null && { mail_digest: digest }) };
}

/** A plain list without a total: an empty page ends it. */
const everybody = (site: Site, lane: Lane) =>
  byOffset('people', async (startAt) => {
    const { data } = await site.ask({ path: site.api('/users/search'), query: { startAt, maxResults: PAGE }, lane });
    const values = readAs('list of people', users, data);
    return { values, isEnd: values.length === 0 };
  });

const groups = z.object({ groups: z.array(z.object({ name: z.string() })) });
const memberPage = z.object({ values: users, isLast: z.boolean() });

async function* members(site: Site, lane: Lane): AsyncGenerator<readonly Json[]> {
  const { data } = await site.ask({ path: site.api('/groups/picker'), query: { maxResults: 1_000 }, lane });
  for (const { name } of readAs('list of groups', groups, data).groups) {
    yield* byOffset('members of a group', async (startAt) => {
      const query = { groupname: name, includeInactiveUsers: true, startAt, maxResults: 50 };
      const answer = await site.ask({ path: site.api('/group/member'), query, lane });
      const { values, isLast } = readAs('list of members', memberPage, answer.data);
      return { values, isEnd: isLast };
    });
  }
}
