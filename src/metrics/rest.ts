/** Called between the steps of long work, so that whoever shares the process gets a word in. */
export type Rest = () => Promise<unknown>;

export const NO_REST: Rest = async () => {};

/** All of them, with a rest after so many: each is made when it is come to. */
export async function restfully<T>(items: Iterable<T>, rest: Rest, atOnce = 200): Promise<T[]> {
  const made: T[] = [];
  for (const item of items) if (made.push(item) % atOnce === 0) await rest();
  return made;
}
