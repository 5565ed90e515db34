import type { Verifier } from '../webhook.ts';

/** For a source whose webhooks come in several ways, such as a signed one and a rule that can only show a header. */
export function anyOf(verifiers: readonly Verifier[]): Verifier {
  const asked = verifiers.map(({ asks }) => asks);
  const slow = verifiers.filter(({ prepare }) => prepare !== undefined);
  return {
    asks: asked.includes('nothing') ? 'nothing' : asked.includes('secret') ? 'secret' : 'proof',
    check(request, secrets, now) {
      // All are tried, so that nobody learns by the time it takes which one was nearly right.
      const known = verifiers.map((verifier) => verifier.check(request, secrets, now));
      return known.find((one) => one !== null) ?? null;
    },
    ...(slow.length > 0 && {
      prepare: async (request, now) => {
        for (const { prepare } of slow) await prepare?.(request, now);
      },
    }),
  };
}
