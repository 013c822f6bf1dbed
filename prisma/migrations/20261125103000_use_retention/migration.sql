-- Roll-ups of use end with their months: partitions that lie wholly before a day are dropped (lib/store/expireUse.ts deletes the days of the month in between).
CREATE FUNCTION drop_usage_partitions(before date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  partition text;
BEGIN
  FOR partition IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'usage'::regclass AND c.relname ~ '^usage_\d{6}$' AND to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month' <= before
  LOOP
    EXECUTE format('DROP TABLE %I', partition);
  END LOOP;
END $$;
