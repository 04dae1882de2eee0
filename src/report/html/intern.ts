/** Stores equal values once. Values are equal when their JSON is. */
export class InternTable<T> {
  readonly #indices = new Map<string, number>();
  /** Most values come again as the same object, which is found faster. */
  readonly #byIdentity = new Map<T, number>();
  readonly #values: T[] = [];

  /** The index of a value equal to this one. */
  indexOf(value: T): number {
    const same = this.#byIdentity.get(value);
    if (same !== undefined) return same;
    const key = JSON.stringify(value);
    let index = this.#indices.get(key);
    if (index === undefined) {
      index = this.#values.length;
      this.#indices.set(key, index);
      this.#values.push(value);
      this.#byIdentity.set(value, index);
    }
    return index;
  }

  get values(): readonly T[] {
    return this.#values;
  }
}
