-- Tables of what has changed in public, as of release 0.1; only triggers write to them (records/public_changes.py).

CREATE TABLE records_stamp (
    table_name text PRIMARY KEY,
    number bigint NOT NULL DEFAULT 0,
    changed_at timestamptz
) WITH (fillfactor = 50);

COMMENT ON TABLE records_stamp IS
'How often something public of a table changed. The row of records_change counts its entries, and is the lock.';

INSERT INTO records_stamp (table_name)
VALUES ('records_change');


CREATE TABLE records_change (
    number bigint PRIMARY KEY,
    at timestamptz NOT NULL,
    resource text NOT NULL,
    key text NOT NULL,
    kind text NOT NULL CONSTRAINT records_change_kind_known
        CHECK (kind IN ('created', 'updated', 'deleted', 'retracted', 'merged', 'reset')),
    merged_into text
);

CREATE INDEX records_change_resource ON records_change (resource, number);
CREATE INDEX records_change_at ON records_change (at);

COMMENT ON TABLE records_change IS
'What became of public records, in the order of commits and without gaps.';


-- Unlogged: both are empty outside of transactions.
CREATE UNLOGGED TABLE records_pending (
    table_name text,
    row_id bigint,
    own boolean NOT NULL,
    was_key text,
    PRIMARY KEY (table_name, row_id)
);

COMMENT ON TABLE records_pending IS
'Records that the running transaction changed in public; empty again before it commits.';


CREATE UNLOGGED TABLE records_touched (
    table_name text PRIMARY KEY,
    settled boolean NOT NULL DEFAULT false
);

COMMENT ON TABLE records_touched IS
'Tables that the running transaction changed in public; empty again before it commits.';
