import { z } from 'zod';
import type { Lane } from '../../../src/connector/lane.ts';
import type { Found } from '../../../src/connector/remote.ts';
import { own } from '../schema.ts';
import { readAs, type WholeIssue } from './answers.ts';
import type { Catalogue } from './catalogue.ts';
import { keptSla } from './keeping.ts';
import { allOf, byOffset } from './paging.ts';
import { timeIn } from './search.ts';
import type { Site } from './site.ts';

/** No such request, or not for this account: then there is nothing to tell. */
const NONE = [403, 404];

/**
 * Where the fields of an issue do not show its SLAs or its rating, Jira Service Management itself is asked: a request
 * for each, so only there.
 */
export async function requestParts(
  site: Site,
  issue: WholeIssue,
  catalogue: Catalogue,
  lane: Lane,
): Promise<readonly Found[]> {
  const [slas, feedback] = await Promise.all([
    catalogue.slas.length === 0 ? slasOf(site, issue, lane) : [],
    catalogue.rating === undefined && isDone(issue) ? feedbackOf(site, issue, lane) : [],
  ]);
  return [...slas, ...feedback];
}

const status = z.object({ statusCategory: z.object({ key: z.literal('done') }) });
const isDone = ({ fields }: WholeIssue): boolean => status.safeParse(own(fields, 'status')).success;

const slaPage = z.object({ values: z.array(z.unknown()), isLastPage: z.boolean() });

async function slasOf(site: Site, issue: WholeIssue, lane: Lane): Promise<Found[]> {
  const path = `/rest/servicedeskapi/request/${issue.id}/sla`;
  const pages = byOffset('SLAs', async (start) => {
    const answer = await site.ask({ path, query: { start, limit: 50 }, lane, bucket: 'requests', also: NONE });
    if (NONE.includes(answer.status)) return { values: [], isEnd: true };
    const { values, isLastPage } = readAs('list of SLAs', slaPage, answer.data);
    return { values, isEnd: isLastPage };
  });
  const at = timeIn(issue, 'updated');
  return (await allOf(pages)).map((raw) => ({
    about: 'ticket',
    envelope: { resource: 'request-sla', data: keptSla(raw), issue: { id: issue.id }, ...(at !== null && { at }) },
  }));
}

const rated = z.object({ rating: z.number() });

/** When it was given is not said: it counts from when it is first seen. */
async function feedbackOf(site: Site, { id }: WholeIssue, lane: Lane): Promise<Found[]> {
  const { status: answered, data } = await askFeedback(site, id, lane);
  const rating = answered === 200 ? rated.safeParse(data) : null;
  if (!rating?.success) return [];
  const envelope = { resource: 'request-feedback', data: { rating: rating.data.rating }, issue: { id } };
  return [{ about: 'ticket', envelope }];
}

export const askFeedback = (site: Site, id: string, lane: Lane) =>
  site.ask({
    path: `/rest/servicedeskapi/request/${id}/feedback`,
    headers: { 'X-ExperimentalApi': 'opt-in' },
    lane,
    bucket: 'requests',
    also: NONE,
  });
