/** What the caller may do. retry: the same again after a while, nothing is lost. reject: somebody has to change something first. */
export type Remedy = 'retry' | 'reject';

/** Something this program was given to work with, a folder or a database, cannot be used as it is. The message says what to do. */
export class Unusable extends Error {
  override readonly name: string = 'Unusable';
  readonly kind: Remedy;

  constructor(message: string, { kind = 'reject', ...options }: ErrorOptions & { readonly kind?: Remedy } = {}) {
    super(message, options);
    this.kind = kind;
  }
}
