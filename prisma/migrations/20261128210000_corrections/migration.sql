-- Corrections: what people say is wrong in the facts, kept beside them (docs/corrections.md). Rows are never deleted: what ended says how.

CREATE TABLE correction (
  id serial PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('wrong edge', 'no secret', 'not the same')),
  -- Names, as facts have them: of an edge its tail; the credential; the one of the two.
  name_id integer NOT NULL,
  -- Of an edge its head; the other of the two.
  to_id integer CHECK ((to_id IS NULL) = (kind = 'no secret')),
  -- Of an edge its index in edgeTypes, or of a grant its index in actionClasses.
  edge smallint,
  class smallint CHECK (num_nonnulls(edge, class) = CASE WHEN kind = 'wrong edge' THEN 1 ELSE 0 END),
  reason text NOT NULL CHECK (reason <> ''),
  made_by text NOT NULL,
  made_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL CHECK (expires_at <= made_at + interval '366 days'),
  ended_at timestamptz(3),
  -- Nobody: its day had come.
  ended_by text,
  ended text CHECK (ended IN ('expired', 'withdrawn')),
  end_note text,
  CHECK ((ended_at IS NULL) = (ended IS NULL))
);
-- Those in force: one of a kind about one thing.
CREATE UNIQUE INDEX correction_one_idx ON correction (kind, name_id, coalesce(to_id, 0), coalesce(edge, -1), coalesce(class, -1)) WHERE ended_at IS NULL;
CREATE INDEX correction_expires_at_idx ON correction (expires_at);

-- How many were in force; null in analyses from before there were any.
ALTER TABLE analysis ADD COLUMN corrections integer;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'keyblast_app') THEN
    GRANT SELECT, INSERT, UPDATE ON correction TO keyblast_app;
    GRANT USAGE, SELECT ON SEQUENCE correction_id_seq TO keyblast_app;
  END IF;
END $$;
