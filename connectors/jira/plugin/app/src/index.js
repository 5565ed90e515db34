import { fetch } from '@forge/api';
import Resolver from '@forge/resolver';
import { ADDRESS } from './address.js';
import { panelView } from './panel-view.js';

/** What a problem is called to the panel, which says what to do about it. */
class Unreadable extends Error {
  constructor(problem) {
    super(problem);
    this.problem = problem;
  }
}

/**
 * What the panel says about the issue that is open. Which one that is comes from Jira, not from the browser, and no more
 * than the panel shows leaves this function: whoever sees the issue can ask for nothing else.
 */
export async function panelOf(context, variables) {
  const { STEPLADDER_TOKEN: token, STEPLADDER_SOURCE: source = 'jira' } = variables;
  const issue = context.extension?.issue?.id;
  if (!token) return { problem: 'token' };
  if (!issue) return { problem: 'unknown', source };
  const root = `${ADDRESS}/api/v1`;
  const ticket = `${root}/tickets/${encodeURIComponent(`${source}:${issue}`)}`;
  try {
    const answers = await Promise.all([ticket, `${ticket}/clocks`, `${root}/rules`].map((url) => read(url, token)));
    return { view: panelView(...answers) };
  } catch (failure) {
    return { problem: failure.problem ?? 'down', issue, source };
  }
}

async function read(url, token) {
  const response = await fetch(url, { headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' } });
  const isOurs = /json/.test(response.headers.get('content-type') ?? '');
  if (response.status === 401 || response.status === 403) throw new Unreadable('token');
  if (response.status === 404 && isOurs) throw new Unreadable('unknown');
  if (response.status === 429 || response.status >= 500) throw new Unreadable('down');
  if (!response.ok || !isOurs) throw new Unreadable('elsewhere');
  return response.json();
}

const resolver = new Resolver();
resolver.define('panel', ({ context }) => panelOf(context, process.env));
export const handler = resolver.getDefinitions();
