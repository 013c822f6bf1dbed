-- Tasks: one control on one or many subjects, verified by evidence only (docs/remediation.md).

-- Tasks toward one goal.
CREATE TABLE campaign (
  id serial PRIMARY KEY,
  name text NOT NULL CHECK (name <> ''),
  goal text NOT NULL,
  due timestamptz(3),
  created_by text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  closed_by text,
  closed_at timestamptz(3)
);
-- One name is one campaign that goes on, in whatever case.
CREATE UNIQUE INDEX campaign_name_idx ON campaign (lower(name)) WHERE closed_at IS NULL;

CREATE TABLE task (
  id serial PRIMARY KEY,
  control text NOT NULL CHECK (control IN ('vault', 'rotate', 'bind', 'scope-down', 'workload-identity', 'check-identity', 'revoke')),
  -- Of rotate {"days"}, of scope-down on credentials {"classes"}.
  params jsonb NOT NULL DEFAULT '{}',
  title text NOT NULL CHECK (title <> ''),
  status text NOT NULL CHECK (status IN ('open', 'in progress', 'claimed done', 'verified', 'accepted')),
  -- A person's e-mail address, or the name of a team.
  owner text,
  -- Worst among its subjects when it was made: index in bands.
  band smallint,
  due timestamptz(3) NOT NULL,
  campaign_id integer REFERENCES campaign,
  -- The act that made it: all of one act can be taken back together.
  act integer NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  -- Of the present status.
  status_at timestamptz(3) NOT NULL,
  claimed_by text,
  claimed_at timestamptz(3),
  verified_at timestamptz(3),
  -- How many subjects it has, and of how many the path is gone.
  subjects integer NOT NULL,
  gone integer NOT NULL DEFAULT 0,
  reopened integer NOT NULL DEFAULT 0
);
CREATE INDEX task_status_due_id_idx ON task (status, due, id);
CREATE INDEX task_owner_idx ON task (owner);
CREATE INDEX task_campaign_id_idx ON task (campaign_id);
CREATE INDEX task_act_idx ON task (act);
CREATE SEQUENCE task_act AS integer;

CREATE TABLE task_subject (
  id bigserial PRIMARY KEY,
  task_id integer NOT NULL REFERENCES task ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('credential', 'edge', 'endpoint', 'store')),
  -- Names, as facts have them: of an edge its tail.
  name_id integer NOT NULL,
  -- Of an edge: its head; its index in edgeTypes, or of a grant its index in actionClasses.
  to_id integer,
  edge smallint,
  class smallint,
  -- Worst band of its credential in leak and takeover, certain, when the task was made.
  band smallint,
  -- Earliest sighting, else first sight.
  exposed_at timestamptz(3) NOT NULL,
  exposed boolean NOT NULL,
  -- Figures when the task was made, and when its path was found gone.
  before jsonb,
  after jsonb,
  -- Whether its path was in the facts at the last check.
  present boolean NOT NULL,
  -- The newest import when it was in them last; while it is present, that of the last check where that is newer.
  seen_import integer NOT NULL,
  seen_at timestamptz(3) NOT NULL,
  -- Ids of the facts that its path rested on then, ascending.
  witness bigint[] CHECK (witness IS NOT NULL),
  gone_at timestamptz(3),
  -- Why it counts as gone: import, source, file, line, what it says.
  evidence jsonb,
  -- Why it does not, and whose data that hangs on.
  why text,
  why_source integer
);
CREATE INDEX task_subject_task_id_idx ON task_subject (task_id);
CREATE INDEX task_subject_name_id_idx ON task_subject (name_id);

-- What happened to a task, comments included. Nobody: the check that follows an analysis.
CREATE TABLE task_event (
  id bigserial PRIMARY KEY,
  task_id integer NOT NULL REFERENCES task ON DELETE CASCADE,
  at timestamptz(3) NOT NULL,
  actor text,
  kind text NOT NULL,
  act integer,
  detail jsonb,
  note text
);
CREATE INDEX task_event_task_id_id_idx ON task_event (task_id, id);
CREATE INDEX task_event_kind_id_idx ON task_event (kind, id);
CREATE INDEX task_event_act_idx ON task_event (act);

CREATE TABLE task_link (
  id serial PRIMARY KEY,
  task_id integer NOT NULL REFERENCES task ON DELETE CASCADE,
  url text NOT NULL,
  title text NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz(3) NOT NULL
);
CREATE INDEX task_link_task_id_idx ON task_link (task_id);

-- Not applying the control, for a while: asked for by one person, approved by another.
CREATE TABLE task_exception (
  id serial PRIMARY KEY,
  task_id integer NOT NULL REFERENCES task ON DELETE CASCADE,
  reason text NOT NULL CHECK (reason <> ''),
  requested_by text NOT NULL,
  requested_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL CHECK (expires_at <= requested_at + interval '366 days'),
  -- Waiting while null.
  decision text CHECK (decision IN ('approved', 'refused')),
  decided_by text CHECK (decided_by <> requested_by),
  decided_at timestamptz(3),
  decision_note text,
  ended_at timestamptz(3),
  ended_by text,
  ended text CHECK (ended IN ('expired', 'withdrawn'))
);
CREATE INDEX task_exception_task_id_idx ON task_exception (task_id);
CREATE UNIQUE INDEX task_exception_one_idx ON task_exception (task_id) WHERE ended_at IS NULL AND decision IS DISTINCT FROM 'refused';

-- What remains, by campaign (0: all tasks) and analysis. Kept for ever, as the aggregates of analyses are.
CREATE TABLE task_burn (
  campaign_id integer NOT NULL,
  analysis_id integer NOT NULL,
  at timestamptz(3) NOT NULL,
  subjects integer NOT NULL,
  gone integer NOT NULL,
  accepted integer NOT NULL,
  -- Action-days of their credentials, each once, certain, in units of 300 s x weight.
  leak_units double precision NOT NULL,
  takeover_units double precision NOT NULL,
  PRIMARY KEY (campaign_id, analysis_id)
);

-- When an import was taken back: what was verified by figures since must not rest on it.
ALTER TABLE import ADD COLUMN undone_at timestamptz(3);

-- Where the T of an analysis is from; null in those from before it was kept.
ALTER TABLE analysis ADD COLUMN horizon_origin text CHECK (horizon_origin IN ('default', 'set', 'measured', 'asked'));

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'keyblast_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON campaign, task, task_subject, task_event, task_link, task_exception, task_burn TO keyblast_app;
    GRANT USAGE, SELECT ON SEQUENCE campaign_id_seq, task_id_seq, task_act, task_subject_id_seq, task_event_id_seq, task_link_id_seq, task_exception_id_seq TO keyblast_app;
  END IF;
END $$;
