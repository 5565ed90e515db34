import { z } from 'zod';
import type { Lane } from '../../../src/connector/lane.ts';
import { own } from '../schema.ts';
import { readAs, type WholeIssue } from './answers.ts';
import { allOf, byOffset } from './paging.ts';
import type { Site } from './site.ts';

const PAGE = 100;
const commentPage = z.object({ comments: z.array(z.unknown()), total: z.number() });

/** All comments: an issue tells only some of many, and on Data Center not who sees them. */
export async function commentsOf(site: Site, { id, fields }: WholeIssue, lane: Lane): Promise<readonly unknown[]> {
  const told = commentPage.safeParse(own(fields, 'comment'));
  const isAll = told.success && told.data.comments.length >= told.data.total;
  if (told.success && isAll && (site.isCloud || told.data.total === 0)) return told.data.comments;
  const path = site.api(`/issue/${id}/comment`);
  const pages = byOffset('comments', async (startAt) => {
    const query = { startAt, maxResults: PAGE, orderBy: 'created', expand: 'properties' };
    const { data } = await site.ask({ path, query, lane, bucket: 'comments' });
    const { comments, total } = readAs('list of comments', commentPage, data);
    return { values: comments, isEnd: startAt + comments.length >= total };
  });
  return allOf(pages);
}
