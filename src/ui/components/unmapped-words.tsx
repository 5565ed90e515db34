import type { SourceView } from '../../api/sources-schema.ts';
import { countText } from '../words/numbers.ts';

/** Words of a source that its mapping does not know, and where to map them. */
export function UnmappedWords({ source: { id, connector, unmapped } }: { source: SourceView }) {
  const { words, most } = unmapped;
  return (
    <details className="unmapped-words">
      <summary>{`${countText(words, 'word')} not mapped`}</summary>
      <p className="soft">
        They are kept and counted, and told as unknown. Map them under <code>{id}: settings</code> in{' '}
        <code>sources.yaml</code>, as <code>{`connectors/${connector.id}/README.md`}</code> shows.
      </p>
      <table className="plain-table">
        <thead>
          <tr>
            <th>What</th>
            <th>Word</th>
            <th>Times</th>
          </tr>
        </thead>
        <tbody>
          {most.map(({ what, word, count }) => (
            <tr key={`${what} ${word}`}>
              <td>{what}</td>
              <td>
                <code>{word}</code>
              </td>
              <td>{count.toLocaleString('en-GB')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {words > most.length && (
        <p className="soft small">
          {`These are the ${most.length} met most often; `}
          <code>stepladder status</code> lists all.
        </p>
      )}
    </details>
  );
}
