INSERT INTO public.records_pending AS known (table_name, row_id, own, was_key)
SELECT table_name, row_id, bool_or(own), max(was_key)
FROM (:records) AS found (table_name, row_id, own, was_key)
GROUP BY table_name, row_id
ON CONFLICT (table_name, row_id) DO UPDATE
SET own = true, was_key = excluded.was_key
WHERE excluded.own AND NOT known.own
