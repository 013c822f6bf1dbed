-- Reports that were made: what each is and what it found, so that a later one can be compared with it; the JSON itself and what was made of it are files of the data folder
-- (lib/store/reportFiles.ts). Schedules: when the next one is to be made. docs/reports.md.

CREATE TABLE report_schedule (
  id serial PRIMARY KEY,
  audience text NOT NULL CHECK (audience IN ('board', 'iam', 'auditor')),
  filter text NOT NULL,
  period_days integer NOT NULL CHECK (period_days BETWEEN 1 AND 366),
  -- Five fields, in UTC.
  cron text NOT NULL,
  -- So long each of its reports is kept.
  keep_days integer NOT NULL CHECK (keep_days BETWEEN 1 AND 3660),
  created_by text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3)
);

CREATE TABLE report (
  id serial PRIMARY KEY,
  audience text NOT NULL CHECK (audience IN ('board', 'iam', 'auditor')),
  title text NOT NULL,
  filter text NOT NULL,
  period_from timestamptz(3) NOT NULL,
  period_to timestamptz(3) NOT NULL,
  frozen_at timestamptz(3) NOT NULL,
  analysis_id integer NOT NULL,
  -- The newest import that was there: what came or went after it is new in the next report.
  import_id integer NOT NULL,
  -- SHA-256 of the JSON.
  digest bytea NOT NULL,
  size_bytes bigint NOT NULL,
  -- By id of each figure: what it was.
  figures jsonb NOT NULL,
  -- Gone once it was kept long enough; no reference, therefore.
  compared_with integer,
  schedule_id integer REFERENCES report_schedule,
  made_by text NOT NULL,
  made_at timestamptz(3) NOT NULL,
  keep_until timestamptz(3) NOT NULL
);
CREATE INDEX report_frozen_at_idx ON report (frozen_at);
CREATE INDEX report_keep_until_idx ON report (keep_until);

-- Files that were made of a report: a file alone, without its signature, is known again by its digest.
CREATE TABLE report_file (
  report_id integer NOT NULL REFERENCES report ON DELETE CASCADE,
  format text NOT NULL,
  -- Of the CSV: which table; empty for the others.
  table_id text NOT NULL,
  digest bytea NOT NULL,
  size_bytes bigint NOT NULL,
  PRIMARY KEY (report_id, format, table_id)
);
CREATE INDEX report_file_digest_idx ON report_file (digest);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'keyblast_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON report_schedule, report, report_file TO keyblast_app;
    GRANT USAGE, SELECT ON SEQUENCE report_schedule_id_seq, report_id_seq TO keyblast_app;
  END IF;
END $$;
