/** What a survey response is about, as the API names it. */
export interface Subject {
  readonly type: string | null;
  readonly id: string | null;
  readonly zrn: string | null;
}

/** The id of the first of a kind. Subjects are named twice, by type and id and as `zen:ticket:123`. */
export function subjectIn(subjects: readonly Subject[], kind: string): string | null {
  const ids = subjects.map(({ type, id, zrn }) => {
    const named = new RegExp(`^zen:${kind}:([1-9]\\d{0,18})$`).exec(zrn ?? '')?.[1];
    return named ?? (type === kind && /^[1-9]\d{0,18}$/.test(id ?? '') ? id : null);
  });
  return ids.find((id) => id !== null) ?? null;
}
