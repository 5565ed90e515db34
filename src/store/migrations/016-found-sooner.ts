import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * An evaluation goes through all contributions, and once went through all that were ever superseded beside them to find
 * those that were so since; and through all judgements of the week before to find the few that carry over.
 */
export const foundSooner: Migration = {
  async up({ schema }: Kysely<unknown>): Promise<void> {
    const superseded = schema.createIndex('superseded_contribution_until').on('superseded_contribution');
    await superseded.columns(['known_until', 'ticket_id']).execute();
    const judgements = schema.createIndex('judgement_verdict').on('judgement');
    await judgements.columns(['as_of', 'rule_id', 'verdict', 'raised_at']).execute();
  },
};
