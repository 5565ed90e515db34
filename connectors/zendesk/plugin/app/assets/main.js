import { panelView } from './panel-view.js';

const REFRESH_MS = 300_000;
const client = globalThis.ZAFClient.init();
const panel = document.getElementById('panel');
/** Of the latest reading: an older one that answers later must not overwrite it. */
let latest = 0;

/** @returns an element; children are elements or text, never markup. */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

function show(...children) {
  panel.replaceChildren(...children.filter((child) => child !== null));
  panel.setAttribute('aria-busy', 'false');
  client.invoke('resize', { height: `${Math.ceil(panel.getBoundingClientRect().height) + 4}px` });
}

function showNotice(title, text, again) {
  const notice = element('div', { class: 'notice', role: 'status' }, element('strong', {}, title), text);
  if (again) {
    const button = element('button', { type: 'button' }, 'Try again');
    button.addEventListener('click', refresh);
    notice.append(element('div', {}, button));
  }
  show(notice);
}

/** What went wrong, and what to do about it. `failure`: as Zendesk's client rejects. */
function showFailure(failure, ticket, source) {
  const status = failure instanceof NotOurs ? 404 : (failure?.status ?? 0);
  if (status === 404 && isOurs(failure)) {
    showNotice(
      'Stepladder does not know this ticket yet',
      `It comes in with its next change. If that does not help, ask an administrator whether Stepladder calls this Zendesk "${source}" and has read ticket ${ticket}.`,
      true,
    );
  } else if (status === 401 || status === 403) {
    showNotice(
      'Stepladder does not take the token',
      'An administrator can enter it anew: Admin Center, Apps and integrations, Zendesk Support apps, Stepladder, Change settings.',
      true,
    );
  } else if (status >= 200 && status < 500 && status !== 429) {
    showNotice(
      'Something answers, but not Stepladder',
      'An administrator should check the address in the settings of this app: https:// and the name of the service, without a path.',
      true,
    );
  } else {
    showNotice(
      'Stepladder does not answer',
      'The ticket itself is fine. Try again in a minute; if it stays so, tell whoever runs Stepladder.',
      true,
    );
  }
}

/** What answers is no Stepladder, though it is content with the question. */
class NotOurs extends Error {}

/** Its errors are problem+json. */
function isOurs(failure) {
  try {
    return typeof JSON.parse(failure.responseText).detail === 'string';
  } catch {
    return false;
  }
}

function clockItem({ title, state, tone, used, text, due }) {
  const percent = used === null ? null : Math.round(used * 100);
  const fill = percent === null ? null : element('span', {});
  if (fill !== null) fill.style.width = `${percent}%`;
  const said = { class: 'bar', role: 'img', 'aria-label': `${title}: ${percent} percent of the time used` };
  return element(
    'li',
    { class: `clock ${tone}` },
    element('div', { class: 'row' }, element('span', {}, title), element('span', { class: 'state' }, state)),
    fill === null ? null : element('div', said, fill),
    element('p', {}, text),
    due === null ? null : element('p', { class: 'quiet' }, due),
  );
}

const heading = (text) => element('h2', {}, text);

function showView(view) {
  const { warning, clocks, held, heldBefore, workType, counts } = view;
  show(
    warning === null
      ? null
      : element(
          'div',
          { class: `notice ${warning.tone}`, role: 'status' },
          element('strong', {}, warning.tone === 'late' ? 'Over its target' : 'Due soon'),
          warning.text,
        ),
    heading('Clocks'),
    clocks.length === 0
      ? element('p', {}, 'Nothing was promised for this ticket.')
      : element('ul', {}, ...clocks.map(clockItem)),
    heading('Held by'),
    element(
      'ul',
      { class: 'held' },
      ...held.map(({ who, since, now }) =>
        element('li', {}, element('div', now ? { class: 'now' } : {}, who), element('div', { class: 'quiet' }, since)),
      ),
    ),
    heldBefore === 0 ? null : element('p', { class: 'quiet' }, `and ${heldBefore} before`),
    heading('Kind of work'),
    element('p', {}, workType ?? 'Not told yet.'),
    counts.length === 0 ? null : heading('What resolving it counts for'),
    element(
      'ul',
      { class: 'counts' },
      ...counts.map(({ title, why }) =>
        element('li', {}, element('div', {}, title), element('div', { class: 'quiet' }, why)),
      ),
    ),
    counts.length === 0
      ? null
      : element('p', { class: 'quiet' }, 'For whoever resolves it. Nobody’s figures are shown here.'),
    element('p', { class: 'quiet', style: 'margin-top: 12px' }, view.asOf),
  );
}

async function refresh() {
  latest += 1;
  const mine = latest;
  panel.setAttribute('aria-busy', 'true');
  const [{ settings }, answer] = await Promise.all([client.metadata(), client.get('ticket.id')]);
  const ticket = answer['ticket.id'];
  if (!ticket) {
    showNotice('No clock runs yet', 'Submit the ticket first; its clocks start then.', false);
    return;
  }
  const root = `${String(settings.base_url).replace(/\/+$/, '')}/api/v1`;
  const address = `${root}/tickets/${encodeURIComponent(`${settings.source}:${ticket}`)}`;
  try {
    const answers = await Promise.all([address, `${address}/clocks`, `${root}/rules`].map(read));
    if (!Array.isArray(answers[1]?.clocks)) throw new NotOurs();
    const view = panelView(...answers);
    if (mine === latest) showView(view);
  } catch (failure) {
    if (mine === latest) showFailure(failure, ticket, settings.source);
  }
}

/** By Zendesk's proxy, which puts the token in: no browser sees it. */
const read = (url) =>
  client.request({
    url,
    type: 'GET',
    dataType: 'json',
    headers: { Authorization: 'Bearer {{setting.token}}' },
    secure: true,
  });

async function followColours() {
  const apply = (scheme) => {
    document.documentElement.dataset.scheme = scheme === 'dark' ? 'dark' : 'light';
  };
  client.on('colorScheme.changed', apply);
  apply((await client.get('colorScheme')).colorScheme);
}

client.on('app.registered', refresh);
client.on('app.activated', refresh);
client.on('ticket.status.changed', refresh);
client.on('ticket.assignee.user.id.changed', refresh);
setInterval(refresh, REFRESH_MS);
followColours().catch(() => {}); // an older Zendesk knows light only
