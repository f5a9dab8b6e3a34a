-- How many rows have each value. Of a long table a sample of pages is read, always the same: the statement
-- reckons how many times as many pages the table has.
SELECT :value AS value, count(*) * max(pages.part) AS n, max(pages.part) > 1 AS estimated
FROM
    :"table" TABLESAMPLE SYSTEM (100 / greatest(1, pg_relation_size(:'table') / :bytes_read.0)) REPEATABLE (1),
    (SELECT greatest(1, pg_relation_size(:'table') / :bytes_read.0) AS part) AS pages
WHERE :condition
GROUP BY 1
