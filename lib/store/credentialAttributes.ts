import {
  type IdentityKind,
  type Issuance,
  identityKinds,
  issuances,
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
  aliases: string[];
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
  /** Canonical key and kind of the identity it authenticates as. */
  identity: string | undefined;
  identityKind: IdentityKind | undefined;
};

/** Streams the credentials of an analysis, as they are described now, in code-point order of keys, as `readResults` has them. Memory stays flat if `each` keeps nothing. */
export function loadCredentialAttributes(database: Database, analysisId: number, each: (credential: CredentialAttributes) => void): Promise<number> {
  return inTransaction(database, (client) =>
    copyOut(
      client,
      `SELECT n.id, n.key, (SELECT array_to_json(array_agg(a.text ORDER BY a.text))::text FROM name a WHERE a.node_id = n.id AND a.text <> n.key),
         n.name, n.type, n.issuance, n.presentation, n.status, n.created, n.expires, n.ttl::float8, n.rotated, n.last_used, n.storage, n.revocation,
         n.owner, n.party, n.environment, n.system, n.described, n.in_estate, i.key, i.identity_kind
       FROM result r JOIN node n ON n.id = r.node_id LEFT JOIN node i ON i.id = r.identity_id WHERE r.analysis_id = ${analysisId} ORDER BY n.key`,
      (row) =>
        each({
          nodeId: row.int4(0),
          key: row.text()!,
          aliases: textList(row.text()),
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
          identity: row.text(),
          identityKind: identityKinds[row.int2(-1)],
        }),
    ),
  );
}

/** The query made it: an array of texts, or nothing. */
const textList = (json: string | undefined): string[] => (json === undefined ? [] : (JSON.parse(json) as string[]));
