import { useCallback } from 'react';
import { useSearchParams } from 'wouter';
import { type FlagFilters, filtersOf, paramsOf } from './words/flag-filters.ts';

/** What the list of flags is narrowed to, and as of when. Every page's address keeps it, so that one finds back. */
export function useFilters(): readonly [FlagFilters, change: (part: Partial<FlagFilters>) => void] {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (part: Partial<FlagFilters>) =>
      setParams((before) => paramsOf({ ...filtersOf(before), ...part }), { replace: true }),
    [setParams],
  );
  return [filtersOf(params), change];
}
