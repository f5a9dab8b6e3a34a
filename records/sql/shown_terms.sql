-- Keys of the terms and places that a row shows, with the rows below it, by table.
CREATE FUNCTION :"schema".:"function"(row_key bigint)
RETURNS jsonb LANGUAGE sql STABLE AS $body$
SELECT jsonb_build_object(:terms);
$body$;
