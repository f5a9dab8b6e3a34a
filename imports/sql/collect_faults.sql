-- Empty tables of faults and of names that are remembered, for this transaction
DROP TABLE IF EXISTS import_fault;
CREATE TEMP TABLE import_fault (
    line int,
    kind text,
    col text,
    value text,
    expected text,
    nearest text
) ON COMMIT DROP;

DROP TABLE IF EXISTS import_remembered;
CREATE TEMP TABLE import_remembered (
    value text,
    key text,
    changed_at timestamptz
) ON COMMIT DROP;
