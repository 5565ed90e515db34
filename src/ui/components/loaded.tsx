import { Button, Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api.ts';
import { Icon } from './icon.tsx';
import { PageHead } from './page-head.tsx';

interface Props<T> {
  query: UseQueryResult<T>;
  /** The page's heading while there is nothing to take it from; absent where the page has one anyway. */
  title?: string;
  /** Where that heading leads back to. */
  trail?: readonly { label: string; href: string }[];
  /** Rows of the skeleton: about as many as the page will have. */
  rows?: number;
  children: (data: T) => ReactNode;
}

const TO_FLAGS = [{ label: 'Flags', href: '/' }];

/** One of the three things a page can be: on its way, in trouble, or there. */
export function Loaded<T>({ query, title, trail = TO_FLAGS, rows = 6, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null)
    return (
      <>
        {title !== undefined && <PageHead title={title} trail={trail} />}
        <Trouble error={query.error} retry={() => void query.refetch()} />
      </>
    );
  return (
    <div role="status" aria-busy="true" aria-label="Loading" className="skeletons">
      <Skeleton height={28} width="40%" />
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows that are all alike and never move
        <Skeleton key={row} height={44} />
      ))}
    </div>
  );
}

function Trouble({ error, retry }: { error: Error; retry: () => void }) {
  const problem = error instanceof ApiProblem ? error.problem : null;
  return (
    <div role="alert" className="note note-risk">
      <h2>
        <Icon name="risk" size={20} /> {problem?.title ?? 'Something went wrong on this page'}
      </h2>
      <p>{problem?.detail ?? `${error.message}. Reload the page; if it stays so, report it with this text.`}</p>
      <Button onClick={retry}>Try again</Button>
    </div>
  );
}
