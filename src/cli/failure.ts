/** The command was used wrongly: exit code 2. The message says how to use it. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

/** The command did what it could and something failed: exit code 1. The message says what to do. */
export class Failed extends Error {
  override readonly name = 'Failed';
}
