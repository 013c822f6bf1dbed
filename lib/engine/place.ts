import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { z } from 'zod';
import { dataPath, readJson, writePrivately } from '../store/home.ts';

/** What a client needs to reach the engine that runs now; `engine.json` of the data folder (mode 0600). */
const State = z.object({ port: z.int(), token: z.string(), pid: z.int() });
export type State = z.infer<typeof State>;

/** Files of one engine. There is one engine a data folder, and one more for each other database that DATABASE_URL names meanwhile. */
export type Place = { state: string /** Held by the engine. */; lock: string /** Held by the client that starts one. */; starting: string; log: string };

/** @param databaseUrl as DATABASE_URL; undefined for the embedded database */
export function enginePlace(databaseUrl: string | undefined): Place {
  const name = databaseUrl ? `engine-${createHash('sha256').update(databaseUrl).digest('hex').slice(0, 12)}` : 'engine';
  return { state: dataPath(`${name}.json`), lock: dataPath(`${name}.lock`), starting: dataPath(`${name}-start.lock`), log: `${name}.log` };
}

export function readState(place: Place): State | undefined {
  const parsed = State.safeParse(readJson(place.state));
  return parsed.success ? parsed.data : undefined;
}

export const writeState = (place: Place, state: State): void => writePrivately(place.state, JSON.stringify(state));
export const removeState = (place: Place): void => fs.rmSync(place.state, { force: true });
