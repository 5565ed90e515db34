import type { AgentPath, NextStage, PathSteps } from '../../api/path-schema.ts';
import { dateText } from '../words/dates.ts';
import { readinessText, stepText } from '../words/path.ts';
import { sentence } from '../words/requirement.ts';
import { Icon, type IconName } from './icon.tsx';
import './path-panel.css';

type Found = Pick<AgentPath, 'paths' | 'next' | 'gates'>;

/** Where somebody is on their paths, as a line of steps, and what of the next ones is missing. `own`: they read it themself. */
export function PathPanel({ found: { paths, next, gates }, own = false }: { found: Found; own?: boolean }) {
  const onPath = new Set(paths.map(({ path }) => path));
  const isHere = ({ path }: NextStage) => onPath.size === 0 || onPath.has(path);
  const [here, elsewhere] = [next.filter(isHere), next.filter((stage) => !isHere(stage))];
  return (
    <section className="panel path-panel" aria-label="Path">
      <h2>{own ? 'Your path' : 'Path'}</h2>
      <p className="soft">
        {own
          ? 'Where you are, and what could come next. A step is decided by people, with you, and never by a figure.'
          : 'Where they are, and what could come next. People decide every step; nothing here moves anybody.'}
      </p>
      {paths.length === 0 && (
        <p>{`${own ? 'You are' : 'They are'} at no stage of a path yet. These are the ways in, and what the evidence is up for.`}</p>
      )}
      {paths.map((path) => (
        <Line key={path.path} path={path} />
      ))}
      {here.map((stage) => (
        <Next key={`${stage.path}/${stage.stage}`} stage={stage} own={own} />
      ))}
      {elsewhere.length > 0 && (
        <details>
          <summary>{`On other paths: ${elsewhere.length}`}</summary>
          {elsewhere.map((stage) => (
            <Next key={`${stage.path}/${stage.stage}`} stage={stage} own={own} />
          ))}
        </details>
      )}
      {gates.length > 0 && <Gates gates={gates} />}
    </section>
  );
}

const ICONS: Record<PathSteps['steps'][number]['state'], IconName | null> = {
  been: 'check',
  held: 'person',
  next: 'next',
  later: null,
};

function Line({ path: { title, steps } }: { path: PathSteps }) {
  return (
    <div>
      <h3>{title}</h3>
      <ol className="path-line" aria-label={`Stages of ${title}`}>
        {steps.map((step) => {
          const icon = ICONS[step.state];
          return (
            <li
              key={step.stage}
              className={`path-${step.state}`}
              aria-current={step.state === 'held' ? 'step' : undefined}
            >
              <span className="path-dot">{icon !== null && <Icon name={icon} size={14} />}</span>
              <span className="path-name">{step.title}</span>
              <span className="small soft">{stepText(step)}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function Next({ stage, own }: { stage: NextStage; own: boolean }) {
  const { title, pathTitle, why, role, openedByPeople, notOffered } = stage;
  return (
    <article className="path-next">
      <h3>
        {title} <span className="soft small">{pathTitle}</span>
      </h3>
      <p>
        <strong>{`${sentence(readinessText(stage))}`}</strong>
        {role?.timeToReady?.weeks != null && ` ${role.timeToReady.sentence}`}
      </p>
      <p className="soft">{openedByPeople ?? why}</p>
      {role !== null && role.gaps.length > 0 && (
        <details>
          <summary>{`What is missing: ${role.gaps.length}`}</summary>
          <ul className="path-gaps">
            {role.gaps.map(({ kind, title: what, reason, nearestChange }) => (
              <li key={`${kind} ${what} ${reason}`}>
                <strong>{kind === 'record' ? `On record: ${what}` : what}</strong>
                <p>{`${sentence(reason)} What would change it: ${sentence(nearestChange)}`}</p>
              </li>
            ))}
          </ul>
          {role.timeToReady?.weeks === null && <p className="path-untold">{sentence(role.timeToReady.sentence)}</p>}
        </details>
      )}
      {notOffered.length > 0 && (
        <p className="soft small">
          {`Hardly offered, so ${own ? 'you' : 'they'} could not show it: ${notOffered.join(', ')}.`}
        </p>
      )}
    </article>
  );
}

const GATE_WORDS = { passed: 'there', overdue: 'the date has passed', ahead: 'ahead' } as const;

function Gates({ gates }: { gates: Found['gates'] }) {
  return (
    <div>
      <h3>Dates of the programme</h3>
      <ul className="path-gaps">
        {gates.map(({ path, title, dueAt, state, missing }) => (
          <li key={`${path} ${title}`}>
            <strong>{title}</strong>
            {`, by ${dateText(dueAt)}: ${GATE_WORDS[state]}.`}
            {missing.length > 0 && <p className="soft small">{`Not there yet: ${missing.join(', ')}.`}</p>}
          </li>
        ))}
      </ul>
    </div>
  );
}
