import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { Route, Switch } from 'wouter';
import { usePathname } from 'wouter/use-browser-location';
import { Frame } from './components/frame.tsx';
import { cssVariables, theme } from './look/theme.ts';
import { AgentPage } from './pages/agent-page.tsx';
import { CoveragePage } from './pages/coverage-page.tsx';
import { FiguresPage } from './pages/figures-page.tsx';
import { FlagPage } from './pages/flag-page.tsx';
import { FlagsPage } from './pages/flags-page.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { NotesPage } from './pages/notes-page.tsx';
import { OwnPage } from './pages/own-page.tsx';
import { SourcesPage } from './pages/sources-page.tsx';
import { TicketPage } from './pages/ticket-page.tsx';
import { WatchPage } from './pages/watch-page.tsx';
import { queryClient } from './queries.ts';
import { idIn } from './words/addresses.ts';

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <Framed />
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** One's own page leads nowhere else: its address opens nothing but it. */
function Framed() {
  const path = usePathname();
  // wouter half-decodes its parameters, which would lose an id with %2F in it
  const id = idIn(path);
  const isOwn = path.startsWith('/own/');
  return <Frame bare={isOwn}>{isOwn ? <OwnPage key={id} id={id} /> : <Pages id={id} />}</Frame>;
}

function Pages({ id }: { id: string }) {
  return (
    <Switch>
      <Route path="/" component={FlagsPage} />
      <Route path="/flags/:id">
        <FlagPage key={id} id={id} />
      </Route>
      <Route path="/tickets/:id">
        <TicketPage key={id} id={id} />
      </Route>
      <Route path="/agents/:id">
        <AgentPage key={id} id={id} />
      </Route>
      <Route path="/coverage" component={CoveragePage} />
      <Route path="/figures" component={FiguresPage} />
      <Route path="/notes" component={NotesPage} />
      <Route path="/watch" component={WatchPage} />
      <Route path="/sources" component={SourcesPage} />
      <Route component={NotFoundPage} />
    </Switch>
  );
}
