/**
 * PostgreSQL text holds every character but U+0000. A source may put one into an id, so both engines keep U+FFFD in its
 * place: what is the same on one is the same on the other. JSON bodies have it escaped and lose nothing.
 */
export function storable(parameters: readonly unknown[]): readonly unknown[] {
  if (!parameters.some((value) => typeof value === 'string' && value.includes('\0'))) return parameters;
  return parameters.map((value) => (typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value));
}
