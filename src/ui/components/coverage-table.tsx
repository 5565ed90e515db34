import type { TeamMastery, TypeMastery } from '../../api/mastery-schema.ts';
import { masteryText, shadeOf, sureText } from '../words/mastery.ts';
import { estimateText } from '../words/numbers.ts';
import { Icon } from './icon.tsx';
import './mastery.css';
import { Person } from './person.tsx';

/** Who can do what: people in order of name, kinds of work across, and below what rests on how few. */
export function CoverageTable({ coverage: { people, types, team } }: { coverage: TeamMastery }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it sideways with the keys
    <section className="panel coverage-table" aria-label="Who can do what" tabIndex={0}>
      <table>
        <caption className="sr-only">
          {`Mastery of each kind of work, ${team === null ? 'whole desk' : team}, people in order of name`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Person</th>
            {types.map(({ workType }) => (
              <th key={workType} scope="col">
                {workType}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map(({ agent, cells }) => (
            <tr key={agent.id}>
              <th scope="row">
                <Person id={agent.id} name={agent.name} />
              </th>
              {types.map(({ workType }) => (
                <Cell key={workType} cell={cells.find((one) => one.workType === workType)} />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <DeskRow title="Bus factor, whole desk" types={types} of="busFactor" unit="people" />
          <DeskRow title="Chance that nobody is there" types={types} of="nobodyPresent" unit="share" />
        </tfoot>
      </table>
    </section>
  );
}

function Cell({ cell }: { cell: TypeMastery | undefined }) {
  if (cell === undefined || cell.state === 'not-offered') return <td className="soft small">not offered</td>;
  if (cell.probability === null) return <td className="soft small">too fresh</td>;
  return (
    <td className="mastery-cell" data-shade={shadeOf(cell.probability)} title={masteryText(cell)}>
      <span className="sr-only">{masteryText(cell)}</span>
      <span aria-hidden="true" className="mastery-sure">
        {cell.state === 'mastered' && <Icon name="check" size={14} />}
        {sureText(cell.probability)}
      </span>
    </td>
  );
}

interface DeskRowProps {
  title: string;
  types: TeamMastery['types'];
  of: 'busFactor' | 'nobodyPresent';
  unit: 'people' | 'share';
}

function DeskRow({ title, types, of, unit }: DeskRowProps) {
  return (
    <tr>
      <th scope="row">{title}</th>
      {types.map((type) => {
        const estimate = type[of];
        return (
          <td key={type.workType} className="nowrap">
            {estimate === null ? <span className="soft small">too little work</span> : estimateText(estimate, unit)}
          </td>
        );
      })}
    </tr>
  );
}
