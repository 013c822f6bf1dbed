import {
  type IdentityKind,
  type Issuance,
  identityKinds,
  issuances,
  type NodeKind,
  nodeKinds,
  type Presentation,
  presentations,
  type Revocation,
  revocations,
  type Status,
  type Storage,
  statuses,
  storages,
} from '../model/facts.ts';
import { copyOut } from './copy.ts';
import { type Database, inTransaction } from './database.ts';

/** What is known of a credential beside its figures. Times are milliseconds since 1970 UTC, NaN where absent. */
export type CredentialAttributes = {
  nodeId: number;
  key: string;
  name: string | undefined;
  type: string | undefined;
  issuance: Issuance;
  presentation: Presentation;
  status: Status;
  createdMs: number;
  expiresMs: number;
  /** Seconds; NaN where absent. */
  ttlSeconds: number;
  rotatedMs: number;
  lastUsedMs: number;
  storage: Storage | undefined;
  revocation: Revocation | undefined;
  owner: string | undefined;
  party: string | undefined;
  environment: string | undefined;
  system: string | undefined;
  described: boolean;
  inEstate: boolean;
};

/**
 * Streams all credentials that there are or have been, as they are described now, in no particular order: who wants those of an analysis knows their ids. Memory stays flat if `each` keeps nothing.
 * @param ids  these nodes instead, whatever they are now
 */
export function loadCredentialAttributes(database: Database, each: (credential: CredentialAttributes) => void, ids?: readonly number[]): Promise<number> {
  const columns = `id, key, name, type, issuance, presentation, status, created, expires, ttl::float8, rotated, last_used, storage, revocation,
    owner, party, environment, system, described, in_estate`;
  return inTransaction(database, (client) =>
    copyOut(client, `SELECT ${columns} FROM node WHERE ${ofKind('credential', ids)}`, (row) =>
      each({
        nodeId: row.int4(0),
        key: row.text()!,
        name: row.text(),
        type: row.text(),
        issuance: issuances[row.int2(0)]!,
        presentation: presentations[row.int2(0)]!,
        status: statuses[row.int2(0)]!,
        createdMs: row.time(),
        expiresMs: row.time(),
        ttlSeconds: row.float8(Number.NaN),
        rotatedMs: row.time(),
        lastUsedMs: row.time(),
        storage: storages[row.int2(-1)],
        revocation: revocations[row.int2(-1)],
        owner: row.text(),
        party: row.text(),
        environment: row.text(),
        system: row.text(),
        described: row.bool(),
        inEstate: row.bool(),
      }),
    ),
  );
}

/** Streams every name that is not the key of its node. A node has the id of the name that is its key. */
export function loadAliases(database: Database, each: (nodeId: number, alias: string) => void): Promise<number> {
  return inTransaction(database, (client) => copyOut(client, 'SELECT node_id, text FROM name WHERE node_id <> id', (row) => each(row.int4(0), row.text()!)));
}

/** Streams key and kind of every identity (or of these nodes), in no particular order. */
export function loadIdentities(
  database: Database,
  each: (nodeId: number, key: string, kind: IdentityKind | undefined) => void,
  ids?: readonly number[],
): Promise<number> {
  return inTransaction(database, (client) =>
    copyOut(client, `SELECT id, key, identity_kind FROM node WHERE ${ofKind('identity', ids)}`, (row) =>
      each(row.int4(0), row.text()!, identityKinds[row.int2(-1)]),
    ),
  );
}

const ofKind = (kind: NodeKind, ids: readonly number[] | undefined): string => (ids ? `id = ANY('{${ids.join()}}')` : `kind = ${nodeKinds.indexOf(kind)}`);

/** Ids of these nodes in code-point order of their keys. */
export async function inOrderOfKeys({ pool }: Database, nodeIds: readonly number[]): Promise<Int32Array> {
  const { rows } = await pool.query<{ id: number }>('SELECT id FROM node WHERE id = ANY($1) ORDER BY key', [nodeIds]);
  return Int32Array.from(rows, ({ id }) => id);
}
