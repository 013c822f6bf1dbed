import type { Result } from '../model/errors.ts';
import type { Progress, Verb, Verbs } from './protocol.ts';

/** A client of the engine's process: starts it if none runs, holds one connection, reconnects once after a broken one. */
export type EngineClient = {
  /** Asks one question. `signal` cancels it in the engine as well. */
  ask<V extends Verb>(
    verb: V,
    input: Verbs[V]['input'],
    options?: { signal?: AbortSignal; onProgress?: (progress: Progress) => void },
  ): Promise<Result<Verbs[V]['value']>>;
  close(): Promise<void>;
};
