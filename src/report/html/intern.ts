/** Stores equal values once. Values are equal when their JSON is. */
export class InternTable<T> {
  readonly #indices = new Map<string, number>();
  readonly #values: T[] = [];

  /** The index of a value equal to this one. */
  indexOf(value: T): number {
    const key = JSON.stringify(value);
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    const index = this.#values.length;
    this.#indices.set(key, index);
    this.#values.push(value);
    return index;
  }

  get values(): readonly T[] {
    return this.#values;
  }
}
