/** Numbers words as they come, so that a million observations need not each carry them. */
export class Numbers {
  readonly #numbers = new Map<string, number>();
  readonly words: string[] = [];

  of(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    this.#numbers.set(word, this.words.length);
    return this.words.push(word) - 1;
  }
}
