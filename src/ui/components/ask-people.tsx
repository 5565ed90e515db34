import { Checkbox } from '@mantine/core';

/** What no ticket can show. Ticks help a conversation along; they are not kept, and the page says so. */
export function AskPeople({ questions }: { questions: readonly string[] }) {
  if (questions.length === 0) return null;
  return (
    <section className="panel ask-people" aria-labelledby="ask-people-heading">
      <h2 id="ask-people-heading">Only people can settle</h2>
      <ul>
        {questions.map((question) => (
          <li key={question}>
            <Checkbox label={question} />
          </li>
        ))}
      </ul>
      <p className="soft small">Ticks are for your conversation and are gone when you leave this page.</p>
    </section>
  );
}
