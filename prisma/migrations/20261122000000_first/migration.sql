-- The first schema. prisma/schema.prisma says the same in Prisma's words; a test keeps the two together.
-- Enumerations are smallint: the index in the list of that name in lib/model (lists are only ever appended to).
-- Times are timestamptz(3), UTC. Names and keys are compared by code point (COLLATE "C"), as docs/facts.md asks.

-- ── Sources, imports ────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE source (
  id serial PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE,
  rank integer NOT NULL,
  -- Data time of the newest applied snapshot, else of the newest applied import: how fresh the source is.
  data_time timestamptz(3),
  -- Set for derived:PLATFORM:SCOPE.
  platform text,
  scope text,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

-- One act of importing (a set of files), or of deriving again after an undo.
CREATE TABLE batch (
  id serial PRIMARY KEY,
  actor text NOT NULL,
  started_at timestamptz(3) NOT NULL,
  finished_at timestamptz(3)
);

-- What a batch brought of one source.
CREATE TABLE import (
  id serial PRIMARY KEY,
  batch_id integer NOT NULL REFERENCES batch,
  source_id integer NOT NULL REFERENCES source,
  format text NOT NULL,
  importer_version text NOT NULL,
  -- The name given at import, and the digest of the set of files (their order does not matter): the same again changes nothing.
  given_name text NOT NULL,
  digest bytea NOT NULL,
  rank integer NOT NULL,
  mode text NOT NULL CHECK (mode IN ('snapshot', 'increment')),
  complete boolean NOT NULL,
  data_time timestamptz(3) NOT NULL,
  imported_at timestamptz(3) NOT NULL,
  state text NOT NULL CHECK (state IN ('applied', 'held', 'confirmed', 'dropped', 'undone')),
  held_reason text,
  -- The held import that this one is the confirmation of; its files are that one's.
  confirms integer REFERENCES import,
  -- The files whose content names this source share one number within the batch.
  file_set integer NOT NULL,
  accepted integer NOT NULL DEFAULT 0,
  rejected integer NOT NULL DEFAULT 0,
  nodes_added integer NOT NULL DEFAULT 0,
  nodes_changed integer NOT NULL DEFAULT 0,
  nodes_gone integer NOT NULL DEFAULT 0,
  edges_added integer NOT NULL DEFAULT 0,
  edges_changed integer NOT NULL DEFAULT 0,
  edges_gone integer NOT NULL DEFAULT 0,
  warnings jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX import_batch_id_idx ON import (batch_id);
CREATE INDEX import_source_id_data_time_idx ON import (source_id, data_time);
CREATE INDEX import_digest_idx ON import (digest);

CREATE TABLE import_file (
  id serial PRIMARY KEY,
  batch_id integer NOT NULL REFERENCES batch,
  file_set integer NOT NULL,
  format text NOT NULL,
  name text NOT NULL,
  digest bytea NOT NULL,
  size_bytes bigint NOT NULL,
  records integer NOT NULL DEFAULT 0,
  accepted integer NOT NULL DEFAULT 0,
  rejected integer NOT NULL DEFAULT 0
);
CREATE INDEX import_file_batch_id_idx ON import_file (batch_id);

-- Line, field and reason of what could not be accepted; never its text.
CREATE TABLE rejected (
  id bigserial PRIMARY KEY,
  file_id integer NOT NULL REFERENCES import_file,
  line integer NOT NULL,
  field text,
  reason text NOT NULL
);
CREATE INDEX rejected_file_id_idx ON rejected (file_id);

-- ── Names and nodes ─────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE node (
  -- The id of the name that is its key: stable, whatever the node has been joined with in between.
  id integer PRIMARY KEY,
  key text COLLATE "C" NOT NULL UNIQUE,
  -- False where no live fact names it any more: kept for the analyses that did.
  in_use boolean NOT NULL,
  kind smallint NOT NULL,
  described boolean NOT NULL,
  in_estate boolean NOT NULL,
  -- Merged fields (docs/facts.md, "Merging"); what was overruled is in conflicts.
  name text,
  type text,
  issuance smallint,
  presentation smallint,
  status smallint,
  created timestamptz(3),
  expires timestamptz(3),
  ttl bigint,
  rotated timestamptz(3),
  last_used timestamptz(3),
  storage smallint,
  revocation smallint,
  owner text,
  party text,
  environment text,
  system text,
  identity_kind smallint,
  kind_text text,
  administers text,
  untrusted_input boolean,
  sensitivity smallint,
  store boolean,
  pattern boolean,
  -- Worst sighting: 0 none, 1 inside (vendor, organisation, team), 2 public.
  sighted smallint NOT NULL DEFAULT 0,
  -- From when it is gone; -infinity where that is said without a time.
  gone_at timestamptz(3),
  attrs jsonb,
  conflicts jsonb
);

-- Every key and alias. Facts refer to names; node_id is the component the name is in now.
CREATE TABLE name (
  id serial PRIMARY KEY,
  text text COLLATE "C" NOT NULL UNIQUE,
  node_id integer
);
CREATE INDEX name_node_id_idx ON name (node_id);

-- Joins that were not made, because they would bring a `distinct` pair into one node.
CREATE TABLE refused_join (
  id serial PRIMARY KEY,
  key_id integer NOT NULL,
  alias_id integer NOT NULL,
  left_id integer NOT NULL,
  right_id integer NOT NULL
);

-- ── Facts ───────────────────────────────────────────────────────────────────────────────────────────────────────────
-- No foreign keys here: a check for each row would double the time of an import, and only lib/store/importFacts.ts writes.
-- One sequence, so that a fact's id names one fact. A row stands from the import seen_from until the import gone_at. Rows that never stood
-- (held, or late and already superseded) have gone_at set from the start; those of a held import have gone_at = seen_from.

CREATE SEQUENCE fact_id AS bigint;

CREATE TABLE fact_node (
  id bigint PRIMARY KEY DEFAULT nextval('fact_id'),
  source_id integer NOT NULL,
  seen_from integer NOT NULL,
  gone_at integer,
  file_id integer,
  line integer,
  digest uuid NOT NULL,
  name_id integer NOT NULL,
  alias_ids integer[],
  kind smallint NOT NULL,
  -- Every field of the record but fact, key, aliases and source.
  fields jsonb NOT NULL
);
CREATE INDEX fact_node_digest_idx ON fact_node (source_id, digest) WHERE gone_at IS NULL;
CREATE INDEX fact_node_seen_from_idx ON fact_node (seen_from);
CREATE INDEX fact_node_gone_at_idx ON fact_node (gone_at) WHERE gone_at IS NOT NULL;
CREATE INDEX fact_node_name_id_idx ON fact_node (name_id);

CREATE TABLE fact_edge (
  id bigint PRIMARY KEY DEFAULT nextval('fact_id'),
  source_id integer NOT NULL,
  seen_from integer NOT NULL,
  gone_at integer,
  file_id integer,
  line integer,
  digest uuid NOT NULL,
  type smallint NOT NULL,
  from_id integer NOT NULL,
  to_id integer NOT NULL,
  until timestamptz(3),
  session_ttl bigint,
  -- Bits: 1 possible, 2 scoped, 4 lasting, 8 renews (edgeBit of lib/blast/columns.ts).
  flags smallint NOT NULL,
  basis smallint NOT NULL,
  technique text,
  -- What was said beyond that, as it was said: condition, evidence, attrs.
  detail jsonb
);
CREATE INDEX fact_edge_digest_idx ON fact_edge (source_id, digest) WHERE gone_at IS NULL;
CREATE INDEX fact_edge_seen_from_idx ON fact_edge (seen_from);
CREATE INDEX fact_edge_gone_at_idx ON fact_edge (gone_at) WHERE gone_at IS NOT NULL;

CREATE TABLE fact_grant (
  id bigint PRIMARY KEY DEFAULT nextval('fact_id'),
  source_id integer NOT NULL,
  seen_from integer NOT NULL,
  gone_at integer,
  file_id integer,
  line integer,
  digest uuid NOT NULL,
  from_id integer NOT NULL,
  class smallint NOT NULL,
  resource_id integer NOT NULL,
  until timestamptz(3),
  possible boolean NOT NULL,
  basis smallint NOT NULL,
  actions text[],
  detail jsonb
);
CREATE INDEX fact_grant_digest_idx ON fact_grant (source_id, digest) WHERE gone_at IS NULL;
CREATE INDEX fact_grant_seen_from_idx ON fact_grant (seen_from);
CREATE INDEX fact_grant_gone_at_idx ON fact_grant (gone_at) WHERE gone_at IS NOT NULL;

CREATE TABLE fact_gone (
  id bigint PRIMARY KEY DEFAULT nextval('fact_id'),
  source_id integer NOT NULL,
  seen_from integer NOT NULL,
  gone_at integer,
  file_id integer,
  line integer,
  digest uuid NOT NULL,
  name_id integer NOT NULL,
  at timestamptz(3),
  attrs jsonb
);
CREATE INDEX fact_gone_digest_idx ON fact_gone (source_id, digest);
CREATE INDEX fact_gone_seen_from_idx ON fact_gone (seen_from);

CREATE TABLE fact_distinct (
  id bigint PRIMARY KEY DEFAULT nextval('fact_id'),
  source_id integer NOT NULL,
  seen_from integer NOT NULL,
  gone_at integer,
  file_id integer,
  line integer,
  digest uuid NOT NULL,
  left_id integer NOT NULL,
  right_id integer NOT NULL,
  attrs jsonb
);
CREATE INDEX fact_distinct_digest_idx ON fact_distinct (source_id, digest);
CREATE INDEX fact_distinct_seen_from_idx ON fact_distinct (seen_from);

CREATE TABLE document (
  id bigint PRIMARY KEY DEFAULT nextval('fact_id'),
  source_id integer NOT NULL,
  seen_from integer NOT NULL,
  gone_at integer,
  file_id integer,
  line integer,
  digest uuid NOT NULL,
  platform text COLLATE "C" NOT NULL,
  scope text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  name text,
  attached_to text[],
  body jsonb NOT NULL,
  attrs jsonb
);
CREATE INDEX document_digest_idx ON document (source_id, digest);
CREATE INDEX document_seen_from_idx ON document (seen_from);
CREATE INDEX document_platform_scope_idx ON document (platform, scope) WHERE gone_at IS NULL;

CREATE TABLE sighting (
  id bigint PRIMARY KEY DEFAULT nextval('fact_id'),
  source_id integer NOT NULL,
  seen_from integer NOT NULL,
  gone_at integer,
  file_id integer,
  line integer,
  digest uuid NOT NULL,
  credential_id integer NOT NULL,
  audience smallint,
  place text,
  store_id integer,
  valid boolean,
  at timestamptz(3),
  evidence jsonb,
  attrs jsonb
);
CREATE INDEX sighting_digest_idx ON sighting (source_id, digest);
CREATE INDEX sighting_seen_from_idx ON sighting (seen_from);
CREATE INDEX sighting_credential_id_idx ON sighting (credential_id);

CREATE TABLE coverage (
  id bigint PRIMARY KEY DEFAULT nextval('fact_id'),
  source_id integer NOT NULL,
  seen_from integer NOT NULL,
  gone_at integer,
  file_id integer,
  line integer,
  digest uuid NOT NULL,
  system text NOT NULL,
  from_time timestamptz(3) NOT NULL,
  to_time timestamptz(3) NOT NULL,
  what text[],
  attrs jsonb
);
CREATE INDEX coverage_digest_idx ON coverage (source_id, digest);
CREATE INDEX coverage_seen_from_idx ON coverage (seen_from);

-- Use, rolled up by day; one partition a month, made by usage_partition(). Rows belong to a source and an import, so that undo takes them back.
CREATE TABLE usage (
  id bigint NOT NULL DEFAULT nextval('fact_id'),
  day date NOT NULL,
  source_id integer NOT NULL,
  seen_from integer NOT NULL,
  gone_at integer,
  credential_id integer,
  identity_id integer,
  action text,
  class smallint,
  resource_id integer,
  outcome smallint,
  proof text,
  address text,
  network text,
  user_agent text,
  instance text,
  count bigint NOT NULL,
  first_at timestamptz(3) NOT NULL,
  last_at timestamptz(3) NOT NULL,
  PRIMARY KEY (day, id)
) PARTITION BY RANGE (day);
-- Days outside of the last 400 and of tomorrow.
CREATE TABLE usage_other PARTITION OF usage DEFAULT;
CREATE INDEX usage_seen_from_idx ON usage (seen_from);
CREATE INDEX usage_credential_id_idx ON usage (credential_id);

-- Events of the last 35 days, by a 128-bit hash of their id, so that a log read twice counts once.
CREATE TABLE usage_event (
  source_id integer NOT NULL,
  hash uuid NOT NULL,
  day date NOT NULL,
  import_id integer NOT NULL,
  PRIMARY KEY (source_id, hash)
);
CREATE INDEX usage_event_day_idx ON usage_event (day);
CREATE INDEX usage_event_import_id_idx ON usage_event (import_id);

-- ── Analyses ────────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE analysis (
  id serial PRIMARY KEY,
  as_of timestamptz(3) NOT NULL,
  horizon_days integer NOT NULL,
  weights_version text NOT NULL,
  importer_versions jsonb NOT NULL,
  coverage jsonb NOT NULL,
  -- The facts it stands for (setting facts.generation): stale once that has moved on.
  generation bigint NOT NULL,
  actor text NOT NULL,
  started_at timestamptz(3) NOT NULL,
  finished_at timestamptz(3) NOT NULL,
  credentials integer NOT NULL,
  nodes integer NOT NULL,
  edges integer NOT NULL,
  grants integer NOT NULL,
  -- Weight of every permission live in the estate: what a share is a share of.
  total_weight double precision NOT NULL,
  leak jsonb NOT NULL,
  takeover jsonb NOT NULL,
  seconds jsonb NOT NULL,
  -- Full rows are kept for the last 12 analyses, these aggregates for ever.
  has_rows boolean NOT NULL DEFAULT true
);

-- One row a credential; one partition an analysis, made by result_partition(). *_units: action-days in units of 300 s x weight, whole numbers.
CREATE TABLE result (
  analysis_id integer NOT NULL,
  node_id integer NOT NULL,
  leak_identities integer NOT NULL,
  leak_workloads integer NOT NULL,
  leak_chain integer NOT NULL,
  leak_scope integer NOT NULL,
  leak_resources integer NOT NULL,
  leak_weight double precision NOT NULL,
  leak_units double precision NOT NULL,
  leak_band smallint NOT NULL,
  leak_unbounded boolean NOT NULL,
  leak_up_to_identities integer NOT NULL,
  leak_up_to_workloads integer NOT NULL,
  leak_up_to_chain integer NOT NULL,
  leak_up_to_scope integer NOT NULL,
  leak_up_to_resources integer NOT NULL,
  leak_up_to_weight double precision NOT NULL,
  leak_up_to_units double precision NOT NULL,
  leak_up_to_band smallint NOT NULL,
  leak_up_to_unbounded boolean NOT NULL,
  takeover_identities integer NOT NULL,
  takeover_workloads integer NOT NULL,
  takeover_chain integer NOT NULL,
  takeover_scope integer NOT NULL,
  takeover_resources integer NOT NULL,
  takeover_weight double precision NOT NULL,
  takeover_units double precision NOT NULL,
  takeover_band smallint NOT NULL,
  takeover_unbounded boolean NOT NULL,
  takeover_up_to_identities integer NOT NULL,
  takeover_up_to_workloads integer NOT NULL,
  takeover_up_to_chain integer NOT NULL,
  takeover_up_to_scope integer NOT NULL,
  takeover_up_to_resources integer NOT NULL,
  takeover_up_to_weight double precision NOT NULL,
  takeover_up_to_units double precision NOT NULL,
  takeover_up_to_band smallint NOT NULL,
  takeover_up_to_unbounded boolean NOT NULL,
  exposure integer NOT NULL,
  exposure_up_to integer NOT NULL,
  likelihood smallint NOT NULL,
  -- Bits of actionClasses in scope of the leak, up to.
  classes smallint NOT NULL,
  usable boolean NOT NULL,
  -- The identity it authenticates as (the least key where there are several).
  identity_id integer,
  PRIMARY KEY (analysis_id, node_id)
) PARTITION BY LIST (analysis_id);

-- ── The house ───────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE job (
  id text PRIMARY KEY,
  kind text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  actor text NOT NULL,
  input jsonb NOT NULL,
  progress jsonb,
  result jsonb,
  error jsonb,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  started_at timestamptz(3),
  finished_at timestamptz(3)
);
CREATE INDEX job_created_at_idx ON job (created_at);

CREATE TABLE setting (
  key text PRIMARY KEY,
  value jsonb NOT NULL,
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
INSERT INTO setting (key, value) VALUES ('facts.generation', '0');

CREATE TABLE person (
  id text PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  role text NOT NULL DEFAULT 'viewer' CHECK (role IN ('viewer', 'auditor', 'analyst', 'manager', 'admin')),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE session (
  id text PRIMARY KEY,
  expires_at timestamptz(3) NOT NULL,
  token text NOT NULL UNIQUE,
  ip_address text,
  user_agent text,
  user_id text NOT NULL REFERENCES person ON DELETE CASCADE ON UPDATE CASCADE,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX session_user_id_idx ON session (user_id);

CREATE TABLE account (
  id text PRIMARY KEY,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  user_id text NOT NULL REFERENCES person ON DELETE CASCADE ON UPDATE CASCADE,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope text,
  password text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX account_user_id_idx ON account (user_id);

CREATE TABLE verification (
  id text PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX verification_identifier_idx ON verification (identifier);

-- One-time links to sign in (the first administrator's, and invitations). Only the SHA-256 of the token is kept.
CREATE TABLE sign_in_link (
  id serial PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  purpose text NOT NULL,
  email text,
  role text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3)
);

-- Append-only, chained: hash = SHA-256 over the entry and the hash before it (lib/store/audit.ts).
CREATE TABLE audit (
  id bigserial PRIMARY KEY,
  at timestamptz(3) NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  before jsonb,
  after jsonb,
  note text,
  prev bytea NOT NULL,
  hash bytea NOT NULL UNIQUE
);
CREATE INDEX audit_at_idx ON audit (at);

-- ── What only an owner may do, as functions of the owner: the application role can make and drop partitions, and refresh statistics ────

CREATE FUNCTION usage_partition(month date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  first date := date_trunc('month', month)::date;
  next date := (date_trunc('month', month) + interval '1 month')::date;
  partition text := 'usage_' || to_char(first, 'YYYYMM');
BEGIN
  IF to_regclass(partition) IS NOT NULL THEN
    RETURN;
  END IF;
  -- Rows of a month that lay in the future when they were imported wait in the default partition.
  EXECUTE format('CREATE TABLE %I (LIKE usage INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition);
  EXECUTE format('WITH moved AS (DELETE FROM usage_other WHERE day >= %L AND day < %L RETURNING *) INSERT INTO %I SELECT * FROM moved', first, next, partition);
  EXECUTE format('ALTER TABLE usage ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', partition, first, next);
END $$;

CREATE FUNCTION result_partition(analysis integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF result FOR VALUES IN (%L)', 'result_' || analysis, analysis);
END $$;

CREATE FUNCTION drop_result_partition(analysis integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  EXECUTE format('DROP TABLE IF EXISTS %I', 'result_' || analysis);
END $$;

-- The planner must know of a million rows that came a moment ago, in the same transaction.
CREATE FUNCTION analyze_facts() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  ANALYZE name, fact_node, fact_edge, fact_grant, sighting, usage;
END $$;

CREATE FUNCTION analyze_nodes() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  ANALYZE name, node;
END $$;

-- ── Rights of the application role, where the installation has one ──────────────────────────────────────────────────

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'keyblast_app') THEN
    GRANT USAGE ON SCHEMA public TO keyblast_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO keyblast_app;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO keyblast_app;
    REVOKE UPDATE, DELETE, TRUNCATE ON audit FROM keyblast_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO keyblast_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO keyblast_app;
  END IF;
END $$;
