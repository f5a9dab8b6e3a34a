PERFORM :"schema".:"function"((
    SELECT array_agg(DISTINCT root ORDER BY root)
    FROM (:roots) AS found
    WHERE root IS NOT NULL
));
