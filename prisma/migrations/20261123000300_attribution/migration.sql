-- Who used each credential as far as the logs say, what it crosses between environments, and how many identities need no static key. Analyses from before have none.
ALTER TABLE result
  ADD COLUMN attribution smallint,
  ADD COLUMN environments integer,
  ADD COLUMN crosses integer,
  ADD COLUMN takeover_classes integer,
  ADD COLUMN takeover_environments integer,
  ADD COLUMN takeover_crosses integer;
ALTER TABLE analysis
  ADD COLUMN attribution jsonb,
  ADD COLUMN secretless jsonb;
