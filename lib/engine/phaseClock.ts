/** Wall time of each phase, in seconds to the millisecond; each phase is announced as it begins. */
export class PhaseClock {
  readonly seconds: Record<string, number> = {};
  readonly #announce: (phase: string) => void;
  constructor(announce: (phase: string) => void) {
    this.#announce = announce;
  }

  async time<T>(phase: string, work: () => T | Promise<T>): Promise<T> {
    this.#announce(phase);
    const begun = performance.now();
    const value = await work();
    this.seconds[phase] = Math.round(performance.now() - begun) / 1000;
    return value;
  }
}
