-- Results are written into a table of their own, which becomes a partition when it is full: until then nobody who reads results waits, and the index is made from all rows at once.
CREATE FUNCTION result_draft(analysis integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  EXECUTE format('CREATE TABLE %I (LIKE result INCLUDING DEFAULTS)', 'result_' || analysis);
END $$;

CREATE FUNCTION result_attach(analysis integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I ADD PRIMARY KEY (analysis_id, node_id)', 'result_' || analysis);
  EXECUTE format('ALTER TABLE result ATTACH PARTITION %I FOR VALUES IN (%L)', 'result_' || analysis, analysis);
END $$;

DROP FUNCTION result_partition(integer);
