-- Every entry of the audit log is signed with the installation's key (lib/store/audit.ts); entries from before have no signature. Their numbers come from the
-- entry before, without gaps, so that one that was taken out is missed by its number.
ALTER TABLE audit ADD COLUMN signature bytea;
ALTER TABLE audit ALTER COLUMN id DROP DEFAULT;
DROP SEQUENCE audit_id_seq;

-- A function of the owner that finds its tables by name must not find the caller's temporary ones first: a trigger on such a table would run with the owner's
-- rights, and those reach the audit log. So the temporary schema comes last, for every such function there is.
DO $$
DECLARE
  made regprocedure;
BEGIN
  FOR made IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace AND p.prosecdef LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', made, current_schema());
  END LOOP;
END $$;
