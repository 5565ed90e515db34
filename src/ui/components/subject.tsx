import type { SubjectView } from '../../api/schemas.ts';
import { subjectWord } from '../words/verdicts.ts';
import { Icon } from './icon.tsx';
import { Person } from './person.tsx';

const ICONS = { agent: 'person', team: 'people', 'work-type': 'work', region: 'people', shift: 'people' } as const;

export function SubjectIcon({ kind }: Pick<SubjectView, 'kind'>) {
  return (
    <span className="subject-icon" title={subjectWord(kind)}>
      <Icon name={ICONS[kind]} />
      <span className="sr-only">{subjectWord(kind)}</span>
    </span>
  );
}

/** People have a page of their own figures; teams and work types have none yet. */
export function SubjectName({ subject }: { subject: SubjectView }) {
  return subject.kind === 'agent' ? <Person id={subject.id} name={subject.name} /> : subject.name;
}
