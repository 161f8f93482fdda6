// What the components of one run of the engine, a preview or an update, know of each other. One process may serve several
// runs, each of which begins anew.

/** More runs than one process serves at a time: what is older is forgotten. */
const mostRuns = 16;

export class PerRun<T> {
  readonly #runs = new Map<string, T>();
  readonly #begin: () => T;

  constructor(begin: () => T) {
    this.#begin = begin;
  }

  of(run: string): T {
    const found = this.#runs.get(run) ?? this.#begin();
    this.#runs.set(run, found);
    const [oldest] = this.#runs.keys();
    if (this.#runs.size > mostRuns && oldest !== undefined) this.#runs.delete(oldest);
    return found;
  }
}
