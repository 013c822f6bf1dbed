-- Settings by pattern: what an administrator says of everything whose key or alias matches. The first rule of a field that matches decides (by position).
CREATE TABLE pattern_rule (
  id serial PRIMARY KEY,
  position integer NOT NULL,
  -- `*` stands for anything, everything else for itself.
  pattern text COLLATE "C" NOT NULL,
  -- Index in nodeKinds; null: whatever the kind.
  kind smallint,
  field text NOT NULL CHECK (field IN ('environment', 'sensitivity', 'owner', 'system')),
  value text NOT NULL
);

-- Counted up with every change of the rules: who changes them says which list they saw.
INSERT INTO setting (key, value) VALUES ('patterns.version', '0');

-- People who left stay in the records of what they did, but cannot sign in.
ALTER TABLE person ADD COLUMN deactivated_at timestamptz(3);

-- An invitation says for whom it is and who made it.
ALTER TABLE sign_in_link ADD COLUMN name text, ADD COLUMN created_by text;
CREATE INDEX sign_in_link_email_idx ON sign_in_link (email);

-- Rights of the application role, where the installation has one; default privileges say the same only for what the first migration's role makes.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'keyblast_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON pattern_rule TO keyblast_app;
    GRANT USAGE, SELECT ON SEQUENCE pattern_rule_id_seq TO keyblast_app;
  END IF;
END $$;
