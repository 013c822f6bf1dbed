-- Who approved which authentication model for an agent or a system, until when, and within which blast budget (docs/decisions-and-budgets.md).
CREATE TABLE decision (
  id serial PRIMARY KEY,
  -- The name of the agent's identity, as facts have it, or the name of a system.
  name_id integer,
  system text CHECK (system <> ''),
  -- The weakest that is approved: index in issuances, in presentations.
  issuance smallint NOT NULL,
  presentation smallint NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  -- The blast budget: index in bands, bits by index in actionClasses, how many crown jewels; null where none was set.
  budget_band smallint,
  budget_classes smallint,
  budget_jewels integer CHECK (budget_jewels >= 0),
  requested_by text NOT NULL,
  requested_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL CHECK (expires_at <= requested_at + interval '366 days'),
  -- Waiting while null.
  verdict text CHECK (verdict IN ('approved', 'refused')),
  decided_by text CHECK (decided_by <> requested_by),
  decided_at timestamptz(3),
  decision_note text,
  ended_at timestamptz(3),
  ended_by text,
  ended text CHECK (ended IN ('expired', 'withdrawn', 'replaced')),
  -- When it was announced that it will expire.
  announced_at timestamptz(3),
  CHECK ((name_id IS NULL) <> (system IS NULL)),
  CHECK ((budget_band IS NULL) = (budget_classes IS NULL) AND (budget_band IS NULL) = (budget_jewels IS NULL))
);
CREATE INDEX decision_name_id_idx ON decision (name_id);
CREATE UNIQUE INDEX decision_standing_idx ON decision (name_id, system) NULLS NOT DISTINCT WHERE ended_at IS NULL AND verdict = 'approved';
CREATE UNIQUE INDEX decision_waiting_idx ON decision (name_id, system) NULLS NOT DISTINCT WHERE ended_at IS NULL AND verdict IS NULL;

-- What an analysis found of each decision that stood then: over its credentials, a takeover, certain.
CREATE TABLE decision_use (
  decision_id integer NOT NULL REFERENCES decision ON DELETE CASCADE,
  analysis_id integer NOT NULL,
  credentials integer NOT NULL,
  -- Of those, how many authenticate in a weaker way than was approved.
  weaker integer NOT NULL,
  band smallint NOT NULL,
  classes smallint NOT NULL,
  jewels integer NOT NULL,
  PRIMARY KEY (decision_id, analysis_id)
);

-- A round in which what one owner answers for is confirmed anew.
CREATE TABLE recertification (
  id serial PRIMARY KEY,
  owner text NOT NULL CHECK (owner <> ''),
  due timestamptz(3) NOT NULL,
  note text,
  started_by text NOT NULL,
  started_at timestamptz(3) NOT NULL,
  closed_by text,
  closed_at timestamptz(3)
);
CREATE UNIQUE INDEX recertification_owner_idx ON recertification (lower(owner)) WHERE closed_at IS NULL;

CREATE TABLE recertification_item (
  id bigserial PRIMARY KEY,
  recertification_id integer NOT NULL REFERENCES recertification ON DELETE CASCADE,
  -- A decision, or the name of a credential, as facts have it.
  decision_id integer REFERENCES decision ON DELETE CASCADE,
  name_id integer,
  -- Waiting while null.
  answer text CHECK (answer IN ('confirmed', 'to be changed')),
  answered_by text,
  answered_at timestamptz(3),
  note text,
  CHECK ((decision_id IS NULL) <> (name_id IS NULL))
);
CREATE INDEX recertification_item_recertification_id_id_idx ON recertification_item (recertification_id, id);

-- When it was announced that an exception will expire.
ALTER TABLE task_exception ADD COLUMN announced_at timestamptz(3);

-- How many closures and open ones a measured T rests on; null where it was not measured.
ALTER TABLE analysis ADD COLUMN horizon_closures integer;
ALTER TABLE analysis ADD COLUMN horizon_open integer;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'keyblast_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON decision, decision_use, recertification, recertification_item TO keyblast_app;
    GRANT USAGE, SELECT ON SEQUENCE decision_id_seq, recertification_id_seq, recertification_item_id_seq TO keyblast_app;
  END IF;
END $$;
