import { invoke } from '@forge/bridge';
import ForgeReconciler, {
  Button,
  Heading,
  Inline,
  Lozenge,
  ProgressBar,
  SectionMessage,
  Spinner,
  Stack,
  Strong,
  Text,
} from '@forge/react';
import React, { useCallback, useEffect, useState } from 'react';

const LOZENGES = { running: 'inprogress', soon: 'moved', late: 'removed', paused: 'default', met: 'success' };

const PROBLEMS = {
  unknown: ({ issue, source }) => ({
    title: 'Stepladder does not know this issue yet',
    text: `It comes in with its next change. If that does not help, ask an administrator whether Stepladder calls this Jira "${source}" and has read issue ${issue}.`,
  }),
  token: () => ({
    title: 'Stepladder does not take the token',
    text: 'Whoever deployed this app sets it anew with: forge variables set --encrypt STEPLADDER_TOKEN, and deploys again.',
  }),
  elsewhere: () => ({
    title: 'Something answers, but not Stepladder',
    text: 'Whoever deployed this app builds it with the right address (build:plugins -- --url), and deploys again.',
  }),
  down: () => ({
    title: 'Stepladder does not answer',
    text: 'The issue itself is fine. Try again in a minute; if it stays so, tell whoever runs Stepladder.',
  }),
};

function Problem({ answer, again }) {
  const { title, text } = (PROBLEMS[answer.problem] ?? PROBLEMS.down)(answer);
  return (
    <Stack space="space.100" alignInline="start">
      <SectionMessage appearance="information" title={title}>
        <Text>{text}</Text>
      </SectionMessage>
      <Button onClick={again}>Try again</Button>
    </Stack>
  );
}

function Clock({ clock: { title, state, tone, used, text, due } }) {
  const value = used ?? 0;
  return (
    <Stack space="space.050">
      <Inline spread="space-between" alignBlock="center">
        <Text>
          <Strong>{title}</Strong>
        </Text>
        <Lozenge appearance={LOZENGES[tone] ?? 'default'}>{state}</Lozenge>
      </Inline>
      {used !== null && (
        <ProgressBar
          value={value}
          appearance={tone === 'met' ? 'success' : 'default'}
          ariaLabel={`${title}: ${Math.round(value * 100)} percent of the time used`}
        />
      )}
      <Text>{text}</Text>
      {due !== null && <Text color="color.text.subtlest">{due}</Text>}
    </Stack>
  );
}

function View({ view: { warning, clocks, held, heldBefore, workType, counts, asOf } }) {
  return (
    <Stack space="space.150">
      {warning !== null && (
        <SectionMessage
          appearance={warning.tone === 'late' ? 'error' : 'warning'}
          title={warning.tone === 'late' ? 'Over its target' : 'Due soon'}
        >
          <Text>{warning.text}</Text>
        </SectionMessage>
      )}
      {clocks.length === 0 && <Text>Nothing was promised for this issue.</Text>}
      {clocks.map((clock) => (
        <Clock key={clock.title} clock={clock} />
      ))}
      <Heading size="xxsmall">Held by</Heading>
      {held.map(({ who, since, now }) => (
        <Stack key={`${who} ${since}`}>
          <Text>{now ? <Strong>{who}</Strong> : who}</Text>
          <Text color="color.text.subtlest">{since}</Text>
        </Stack>
      ))}
      {heldBefore > 0 && <Text color="color.text.subtlest">and {heldBefore} before</Text>}
      <Heading size="xxsmall">Kind of work</Heading>
      <Text>{workType ?? 'Not told yet.'}</Text>
      {counts.length > 0 && <Heading size="xxsmall">What resolving it counts for</Heading>}
      {counts.map(({ title, why }) => (
        <Stack key={title}>
          <Text>{title}</Text>
          <Text color="color.text.subtlest">{why}</Text>
        </Stack>
      ))}
      {counts.length > 0 && (
        <Text color="color.text.subtlest">For whoever resolves it. Nobody’s figures are shown here.</Text>
      )}
      <Text color="color.text.subtlest">{asOf}</Text>
    </Stack>
  );
}

function Panel() {
  const [answer, setAnswer] = useState(null);
  const read = useCallback(() => {
    setAnswer(null);
    invoke('panel').then(setAnswer, () => setAnswer({ problem: 'down' }));
  }, []);
  useEffect(read, [read]);
  if (answer === null) return <Spinner label="Reading" />;
  return answer.problem ? <Problem answer={answer} again={read} /> : <View view={answer.view} />;
}

ForgeReconciler.render(
  <React.StrictMode>
    <Panel />
  </React.StrictMode>,
);
