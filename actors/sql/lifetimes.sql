-- What is dated outside the lifetime of an actor

CREATE OR REPLACE FUNCTION is_outside_lifetime(
    first_day date, last_day date, began date, ended date, end_exactness text
)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(last_day < began, false) OR coalesce(first_day >= last_day_of(ended, end_exactness), false);

COMMENT ON FUNCTION is_outside_lifetime IS
'Whether something that was so from the first possible to the last possible day was certainly before an actor began, or when it no longer existed.';


CREATE OR REPLACE FUNCTION relationship_outside_lifetimes(of_relationship bigint)
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $body$
    SELECT
        link.slug || ' ' || dated.shown || ', ' || actor.slug || ' '
        || coalesce(date_text(actor.active_from, actor.active_from_precision), '..') || '/'
        || coalesce(date_text(actor.active_to, actor.active_to_precision), '..')
    FROM actors_relationship AS link
    JOIN actors_actor AS actor ON actor.id IN (link.subject_id, link.object_id)
    CROSS JOIN LATERAL (
        VALUES
        (
            ARRAY['start_on', 'start_precision'], link.start_on, last_day_of(link.start_on, link.start_precision),
            date_text(link.start_on, link.start_precision)
        ),
        (ARRAY['as_of'], link.as_of, link.as_of, link.as_of::text),
        -- It held until the day before; it may end on the day on which an actor ended or began.
        (
            ARRAY['end_on', 'end_precision'], link.end_on - 1, last_day_of(link.end_on, link.end_precision),
            date_text(link.end_on, link.end_precision)
        )
    ) AS dated (fields, first_day, last_day, shown)
    WHERE
        link.id = of_relationship
        -- A successor begins when its predecessor ends.
        AND link.kind <> 'succession'
        -- The claim that supports a draft may come later, from another file.
        AND link.review_status NOT IN ('draft', 'retracted')
        AND is_outside_lifetime(
            dated.first_day, dated.last_day, actor.active_from, actor.active_to, actor.active_to_precision
        )
        AND NOT EXISTS (
            SELECT
            FROM actors_actorclaim AS claim
            WHERE
                claim.relationship_id = link.id
                AND claim.verdict = 'supports'
                AND claim.field = ANY (dated.fields)
        )
    ORDER BY dated.first_day, actor.slug
    LIMIT 1
$body$;

COMMENT ON FUNCTION relationship_outside_lifetimes IS
'The relationship with its date, and the actor that did not exist then, unless a claim supports that date; NULL if both existed.';
