import { importers } from '../importers/registry.ts';

/** A format that can be imported, as the command line, the Imports screen and the docs table show it. */
export type Format = { id: string; title: string; recognisedBy: string; version: number; rank: number };

/** Every input format, by id. Needs no data and no role: it says what this program can read. */
export function listFormats(): Format[] {
  return importers.map(({ id, title, recognisedBy, version, rank }) => ({ id, title, recognisedBy, version, rank }));
}
