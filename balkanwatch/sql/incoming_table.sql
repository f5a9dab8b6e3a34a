-- The rows of a file as texts, each with the id that it will have, and its line
CREATE TEMPORARY TABLE :"incoming" (
    :texts,
    id_ bigint DEFAULT nextval(pg_get_serial_sequence(:'table', 'id')),
    line_ bigint GENERATED ALWAYS AS IDENTITY
) ON COMMIT DROP
