/** Something this program was given to work with, a folder or a database, cannot be used as it is. The message says what to do. */
export class Unusable extends Error {
  override readonly name = 'Unusable';
}
