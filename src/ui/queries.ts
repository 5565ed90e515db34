import { keepPreviousData, QueryClient, useMutation, useQuery } from '@tanstack/react-query';
import type { FlagDecision, OwnDecision, PersonDecision } from '../api/decisions-schema.ts';
import { ApiProblem, api, type Own } from './api.ts';
import type { FlagFilters } from './words/flag-filters.ts';

/** Flags change at weekly evaluations; a minute-old answer is as good as a new one. */
const FRESH_MS = 60_000;
const RETRIES = 1;

export const queryClient = new QueryClient({
  defaultOptions: {
    mutations: { networkMode: 'always' },
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

export const useFlags = ({ state, asOf }: Pick<FlagFilters, 'state' | 'asOf'>) =>
  useQuery({
    queryKey: ['flags', state, asOf],
    queryFn: ({ signal }) => api.flags(state, asOf, signal),
    placeholderData: keepPreviousData,
  });

export const useFlag = (id: string, asOf: string) =>
  useQuery({ queryKey: ['flag', id, asOf], queryFn: ({ signal }) => api.flag(id, asOf, signal) });

export const useTicket = (id: string, asOf: string) =>
  useQuery({ queryKey: ['ticket', id, asOf], queryFn: ({ signal }) => api.ticket(id, asOf, signal) });

export const useAgent = (id: string) =>
  useQuery({ queryKey: ['agent', id], queryFn: ({ signal }) => api.agent(id, signal) });

export const useFigures = (agent: string, asOf: string) =>
  useQuery({ queryKey: ['figures', agent, asOf], queryFn: ({ signal }) => api.figures(agent, asOf, signal) });

export const useMastery = (agent: string, asOf: string) =>
  useQuery({ queryKey: ['mastery', agent, asOf], queryFn: ({ signal }) => api.mastery(agent, asOf, signal) });

export const useCoverage = (team: string, asOf: string) =>
  useQuery({
    queryKey: ['coverage', team, asOf],
    queryFn: ({ signal }) => api.coverage(team, asOf, signal),
    placeholderData: keepPreviousData,
  });

export const useEvaluations = () =>
  useQuery({ queryKey: ['evaluations'], queryFn: ({ signal }) => api.evaluations(signal) });

export const useTicketClocks = (id: string, asOf: string) =>
  useQuery({ queryKey: ['clocks', id, asOf], queryFn: ({ signal }) => api.clocks(id, asOf, signal) });

/** One watches it: asked again and again, as long as the page is in sight. */
const WATCHED_MS = 2_000;
export const useSources = () =>
  useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) => api.sources(signal),
    staleTime: 0,
    refetchInterval: WATCHED_MS,
  });

export const useNotes = (asOf: string) =>
  useQuery({ queryKey: ['notes', asOf], queryFn: ({ signal }) => api.notes(asOf, signal) });

export const useMetrics = () => useQuery({ queryKey: ['metrics'], queryFn: ({ signal }) => api.metrics(signal) });

export const useAgentDecisions = (agent: string, asOf: string) =>
  useQuery({
    queryKey: ['agent-decisions', agent, asOf],
    queryFn: ({ signal }) => api.agentDecisions(agent, asOf, signal),
  });

export const useAgentPath = (agent: string, asOf: string) =>
  useQuery({ queryKey: ['agent-path', agent, asOf], queryFn: ({ signal }) => api.agentPath(agent, asOf, signal) });

export const useWatch = (asOf: string) =>
  useQuery({ queryKey: ['watch', asOf], queryFn: ({ signal }) => api.watch(asOf, signal) });

export const useOwn = (own: Own) =>
  useQuery({ queryKey: ['own', own.id, own.token], queryFn: ({ signal }) => api.own(own, signal), staleTime: 0 });

/** After anything was written, and when it was refused because of what others wrote, the pages are asked for anew. */
const refresh = { onSettled: () => queryClient.invalidateQueries() };

export const useDecide = (flag: string) =>
  useMutation({ mutationFn: (body: FlagDecision) => api.decide(flag, body), ...refresh });

export const useDecideOnPerson = (agent: string) =>
  useMutation({ mutationFn: (body: PersonDecision) => api.decideOnPerson(agent, body), ...refresh });

export const useDecideOwn = (own: Own) =>
  useMutation({ mutationFn: (body: OwnDecision) => api.decideOwn(own, body), ...refresh });
