import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FlagFilters } from '../words/flag-filters.ts';

/** An empty page says why it is empty and what to do. */
function Note({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="note">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

export function NoEvaluation() {
  return (
    <Note title="Nothing has been evaluated yet">
      <p>Import the desk's ticket history, then settle its weeks; from then on flags appear here week by week.</p>
      <pre>
        {'npm run -s stepladder -- import --mapping YOUR-MAPPING.yaml YOUR-LOG.csv\nnpm run -s stepladder -- evaluate'}
      </pre>
      <p>Or look around with made-up people and tickets:</p>
      <pre>npm run demo</pre>
    </Note>
  );
}

export function NotYet({ latest }: { latest: () => void }) {
  return (
    <Note title="Nothing had been evaluated by then">
      <p>The date in this page's address lies before the desk's first evaluation.</p>
      <Button variant="default" onClick={latest}>
        Show the latest
      </Button>
    </Note>
  );
}

export function NoFlag({ state }: Pick<FlagFilters, 'state'>) {
  return (
    <Note title={state === 'withdrawn' ? 'No flag has been withdrawn' : 'No flag is up'}>
      <p>
        No rule has held for long enough. That is a result, not a gap: how many could not be told at all stands beside.
      </p>
    </Note>
  );
}

export function NoMatch({ clear }: { clear: () => void }) {
  return (
    <Note title="No flag matches these filters">
      <p>Withdrawn flags are shown only when the state filter asks for them.</p>
      <Button variant="default" onClick={clear}>
        Clear filters
      </Button>
    </Note>
  );
}

export function NoSource() {
  return (
    <Note title="No source is connected">
      <p>
        Connect ServiceNow, Zendesk or Jira under a name of your choice. This asks what it needs, tries each right,
        makes the webhook and sends a test:
      </p>
      <pre>npm run -s stepladder -- connect NAME --address https://WHERE-THE-SERVICE-IS-REACHED</pre>
      <p>
        How, step by step: <code>docs/connect.md</code>. For anything else that can call an address:{' '}
        <code>docs/webhooks.md</code>. Files are imported without a source: <code>docs/import.md</code>.
      </p>
    </Note>
  );
}
