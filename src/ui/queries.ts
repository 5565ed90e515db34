import { keepPreviousData, QueryClient, useQuery } from '@tanstack/react-query';
import { ApiProblem, api } from './api.ts';
import type { FlagFilters } from './words/flag-filters.ts';

/** Flags change at weekly evaluations; a minute-old answer is as good as a new one. */
const FRESH_MS = 60_000;
const RETRIES = 1;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      // The service may be on this very computer: asking it needs no network that the browser knows of.
      networkMode: 'always',
      // A refused request will be refused again; only silence and the server's own trouble may pass.
      retry: (failures, error) =>
        failures < RETRIES &&
        error instanceof ApiProblem &&
        (error.problem.status === 0 || error.problem.status >= 500),
    },
  },
});

export const useFlags = (state: FlagFilters['state']) =>
  useQuery({
    queryKey: ['flags', state],
    queryFn: ({ signal }) => api.flags(state, signal),
    placeholderData: keepPreviousData,
  });

export const useFlag = (id: string) =>
  useQuery({ queryKey: ['flag', id], queryFn: ({ signal }) => api.flag(id, signal) });

export const useTicket = (id: string) =>
  useQuery({ queryKey: ['ticket', id], queryFn: ({ signal }) => api.ticket(id, signal) });

export const useTicketClocks = (id: string) =>
  useQuery({ queryKey: ['clocks', id], queryFn: ({ signal }) => api.clocks(id, signal) });

export const useFigures = (agent: string) =>
  useQuery({ queryKey: ['figures', agent], queryFn: ({ signal }) => api.figures(agent, signal) });

export const useMetrics = () => useQuery({ queryKey: ['metrics'], queryFn: ({ signal }) => api.metrics(signal) });
