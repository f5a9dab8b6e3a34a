INSERT INTO accounts_count AS this
VALUES (%s, now() + make_interval(secs => %s), 1)
:one_more
