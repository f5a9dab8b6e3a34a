-- Whether nothing has been made in the usual schema yet, and all extensions are where the tables expect them
SELECT current_schema() = 'public'
    AND NOT EXISTS (
        SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
    )
    AND NOT EXISTS (
        SELECT FROM pg_extension WHERE extname <> 'plpgsql' AND extnamespace <> 'public'::regnamespace
    );
