-- Findings of an analysis: a row a subject and a bit a rule, so that millions of findings of 1.5 million credentials are as many rows as there are subjects (docs/findings.md, "How they are kept").
CREATE TABLE finding (
  analysis_id integer NOT NULL,
  -- The order of subjects: nodes by the code points of their keys, then systems.
  place integer NOT NULL,
  -- Null: it is about the system of its cell.
  node_id integer,
  cell integer NOT NULL,
  -- Bits by place in the list of rules (lib/rules/rules.ts).
  rules bigint NOT NULL,
  -- How urgent for rules of either scenario: index in priorities.
  leak smallint NOT NULL,
  takeover smallint NOT NULL,
  -- For each bit from the least on, the analysis since which it has been found without a gap.
  since integer[],
  PRIMARY KEY (analysis_id, place)
) PARTITION BY LIST (analysis_id);
CREATE INDEX finding_node_id_idx ON finding (node_id);

-- System and environment of subjects, by number.
CREATE TABLE finding_cell (
  analysis_id integer NOT NULL,
  cell integer NOT NULL,
  system text NOT NULL,
  environment text,
  PRIMARY KEY (analysis_id, cell)
);

-- How many findings there are of each rule, severity and cell, and how many of them the analysis before had not: every count that screens show is a sum of these.
CREATE TABLE finding_count (
  analysis_id integer NOT NULL,
  rule smallint NOT NULL,
  severity smallint NOT NULL,
  cell integer NOT NULL,
  count integer NOT NULL,
  fresh integer NOT NULL,
  PRIMARY KEY (analysis_id, rule, severity, cell)
);

-- As result_draft() and result_attach().
CREATE FUNCTION finding_draft(analysis integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  EXECUTE format('CREATE TABLE %I (LIKE finding INCLUDING DEFAULTS)', 'finding_' || analysis);
END $$;

CREATE FUNCTION finding_attach(analysis integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I ADD PRIMARY KEY (analysis_id, place)', 'finding_' || analysis);
  EXECUTE format('CREATE INDEX ON %I (node_id)', 'finding_' || analysis);
  EXECUTE format('ALTER TABLE finding ATTACH PARTITION %I FOR VALUES IN (%L)', 'finding_' || analysis, analysis);
END $$;

CREATE OR REPLACE FUNCTION drop_result_partition(analysis integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  EXECUTE format('DROP TABLE IF EXISTS %I, %I', 'result_' || analysis, 'finding_' || analysis);
  DELETE FROM finding_cell WHERE analysis_id = analysis;
  DELETE FROM finding_count WHERE analysis_id = analysis;
END $$;

-- The temporary schema comes last, as for every function of the owner that finds its tables by name.
DO $$
DECLARE
  made regprocedure;
BEGIN
  FOR made IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace AND p.proname IN ('finding_draft', 'finding_attach', 'drop_result_partition') LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', made, current_schema());
  END LOOP;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'keyblast_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON finding, finding_cell, finding_count TO keyblast_app;
  END IF;
END $$;
