"""Every constraint of every table rejects a row that breaks it, in plain SQL, with its message."""

import re
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, UniqueConstraint

from balkanwatch.apps import project_apps
from records.models import Record
from tests.project.cast import make_cast

REVIEWER = "SELECT id FROM auth_user WHERE username = 'reviewer'"
# table: (a valid row, {constraint: assignment that breaks it, or (assignment, row)}); see BY_NAME for the others
BROKEN: dict[str, tuple[str, dict[str, Any]]] = {
    "accounts_apikey": (
        "name = 'Dashboard'",
        {
            "digest_unique": "digest = (SELECT max(digest) FROM accounts_apikey WHERE name = 'Notebook')",
            "rate_positive": "rate = 0",
            "end_lies_ahead": "expires_at = created_at",
        },
    ),
    "curation_proposal": (
        "note = 'One'",
        {
            "state_known": f"state = 'secret', decided_by_id = ({REVIEWER})",
            "decided_by_another": "state = 'accepted', decided_by_id = author_id",
            "withdrawn_by_author": f"state = 'withdrawn', decided_by_id = ({REVIEWER})",
            "decision_is_signed": "state = 'accepted'",
        },
    ),
    "curation_savedsearch": (
        "name = 'Undated'",
        {
            "name_unique": "name = 'Unplaced'",
            "named": "name = ''",
            "asks": "query = ''",
            "table_wellformed": "\"table\" = 'events'",
        },
    ),
    "imports_import": (
        "file_name = 'events.csv'",
        {
            "key_unique": "key = (SELECT key FROM imports_import WHERE file_name = 'actors.csv')",
            "whole_or_part": "mapping = 'x', part_of_id = id",
        },
    ),
    "imports_importrow": ("number = 2", {"unique": "number = 3"}),
    "imports_importfault": ("number = 1", {"unique": "number = 2"}),
    "imports_namematch": (
        "name = 'Shqipëria'",
        {"unique": "name = 'Kosova'", "named": "name = ''"},
    ),
    "imports_importchange": ("number = 1", {"unique": "number = 2"}),
    "sources_source": (
        "slug = 'draft'",
        {
            "within_calendar": "accessed_on = '9999-01-01'",
            "published_on_fits_precision": "published_on = '2025-03-02'",
            "language_wellformed": "language = 'english'",
            "titled": "title = ''",
        },
    ),
    "actors_actor": (
        "slug = 'albania'",
        {
            "within_calendar": "active_from = '9999-01-01'",
            "active_to_precision_known": ("active_to_precision = 'week'", "slug = 'empire'"),
            "active_from_has_precision": "active_from_precision = 'unknown'",
            "active_from_fits_precision": "active_from = '1912-11-28'",
            "active_to_has_precision": ("active_to = NULL", "slug = 'empire'"),
            "active_to_fits_precision": ("active_to = '1918-11-03'", "slug = 'empire'"),
            "active_to_not_before_active_from": (
                "active_from = '1919-01-01', active_from_precision = 'day'",
                "slug = 'empire'",
            ),
            "end_means_ended": ("lifecycle = 'ongoing'", "slug = 'empire'"),
            "named": "name = ''",
            "state_has_no_country": (
                "country_id = (SELECT id FROM actors_actor WHERE slug = 'nato')"
            ),
            "country_is_not_id": ("country_id = id", "slug = 'person'"),
        },
    ),
    "actors_actorname": (
        "name = 'Shqipëria'",
        {
            "unique": "name = 'Albania', language = 'en'",
            "named": "name = ''",
            "language_wellformed": "language = 'Albanian'",
        },
    ),
    "actors_actoridentifier": (
        "value = 'XK'",
        {
            "unique": ("value = 'AL', preferred = false", "value = 'LA'"),
            "value_preferred_once": "value = 'AL'",
            "actor_preferred_once": ("preferred = true", "value = 'LA'"),
            "iso2_wellformed": "value = 'xk'",
            "iso3_wellformed": ("value = 'XK'", "value = 'XKX'"),
            "cow_wellformed": "scheme = 'cow'",
            "gw_wellformed": "scheme = 'gw'",
            "wikidata_wellformed": "scheme = 'wikidata'",
            "acled_wellformed": "scheme = 'acled', value = ''",
            "ged_wellformed": "scheme = 'ged'",
        },
    ),
    "actors_relationship": (
        "slug = 'member'",
        {
            "as_of_not_before_start_on": "as_of = '2009-03-31'",
            "within_calendar": "start_on = '9999-01-01'",
            "end_precision_known": ("end_precision = 'week'", "slug = 'past'"),
            "membership_status": "status = 'recognised'",
            "office_status": "kind = 'office', title = 'President'",
            "part_of_status": "kind = 'part_of'",
            "recognition_status": "kind = 'recognition'",
            "alignment_status": "kind = 'alignment'",
            "cooperation_status": "kind = 'cooperation'",
            "succession_status": "kind = 'succession'",
            "start_on_fits_precision": "start_precision = 'year'",
            "end_on_has_precision": ("end_on = NULL", "slug = 'past'"),
            "end_on_fits_precision": ("end_on = '2010-02-01'", "slug = 'past'"),
            "end_on_not_before_start_on": ("end_on = '2008-01-01'", "slug = 'past'"),
            "end_means_ended": ("lifecycle = 'unknown'", "slug = 'past'"),
            "office_titled": "kind = 'office', status = 'incumbent'",
            "unique": (
                "object_id = (SELECT object_id FROM actors_relationship WHERE slug = 'member')",
                "slug = 'past'",
            ),
        },
    ),
    "agreements_topic": (
        "code = 'hyb.disinformation'",
        {
            "code_unique": "code = 'hyb.cyber'",
            "code_wellformed": "code = 'hyb.Cyber'",
            "dotted_code_has_parent": "parent_id = NULL",
            "defined": "definition = ''",
        },
    ),
    "agreements_topiccrosswalk": (
        "code = 'TWO'",
        {
            "unique": "code = 'ONE'",
            "code_given": "code = ''",
        },
    ),
    "agreements_agreement": (
        "slug = 'tirana'",
        {
            "in_force_means_signed": ("in_force_on = '2025-01-01'", "slug = 'talks'"),
            "within_calendar": "signed_on = '9999-01-01'",
            "signed_on_fits_precision": "signed_precision = 'year'",
            "terminated_on_not_before_in_force_on": (
                "status = 'lapsed', terminated_on = '2025-03-31'",
                "slug = 'subotica'",
            ),
            "signed_date_means_signed": "status = 'proposed'",
            "terminated_means_not_in_force": "terminated_on = '2025-04-01'",
            "titled": "title = ''",
        },
    ),
    "agreements_agreementparty": (
        "signatory_id IS NOT NULL",
        {
            "within_calendar": "status_on = '9999-01-01'",
            "unique": (
                "actor_id = (SELECT id FROM actors_actor WHERE slug = 'albania')",
                "signatory_id IS NULL",
            ),
            "status_on_fits_precision": "status_precision = 'year'",
        },
    ),
    "agreements_clause": (
        "number = 2",
        {
            "unique": "number = 1",
            "number_from_one": "number = 0",
            "headed": "heading = ''",
        },
    ),
    "agreements_agreementlink": (
        "kind = 'similar_to'",
        {
            "unique": "kind = 'counters'",
        },
    ),
    "events_eventtype": (
        "code = 'treaty.ratification'",
        {
            "code_unique": "code = 'treaty.signing'",
            "code_wellformed": "code = 'treaty.Signing'",
            "dotted_code_has_parent": "parent_id = NULL",
            "defined": "definition = ''",
        },
    ),
    "events_eventtypecrosswalk": (
        "code = '058'",
        {
            "unique": "code = '057'",
            "code_given": "code = ''",
        },
    ),
    "events_place": (
        "slug = 'tirana'",
        {
            "slug_unique": "slug = 'subotica'",
            "geonames_unique": "geonames_id = 2",
            "slug_wellformed": "slug = 'Tirana'",
            "named": "name = ''",
            "both_coordinates": "latitude = NULL",
            "latitude_in_range": "latitude = 91",
            "longitude_in_range": "longitude = 181",
        },
    ),
    "events_placename": (
        "name = 'Tiranë'",
        {
            "unique": "name = 'Тирана', language = 'und'",
            "named": "name = ''",
            "language_wellformed": "language = 'Albanian'",
        },
    ),
    "events_event": (
        "slug = 'signing'",
        {
            "within_calendar": "date_from = '9999-01-01', date_to = '9999-01-01'",
            "geo_precision_needs_place": "place_id = NULL",
            "titled": "title = ''",
            "date_to_not_before_date_from": "date_precision = 'range', date_to = '2025-03-17'",
            "undated_is_unknown": "date_precision = 'unknown'",
            "window_fits_precision": ("date_to = '2025-05-30'", "slug = 'season'"),
            "day_is_one_day": "date_to = '2025-03-19'",
            "open_end_is_span": "date_to = NULL",
            "ongoing_has_no_end": "lifecycle = 'ongoing', is_span = true",
        },
    ),
    "events_participation": (
        "stance = 'supports'",
        {
            "unique": (
                "toward_id = NULL, stance = 'none', "
                "actor_id = (SELECT id FROM actors_actor WHERE slug = 'albania')"
            ),
            "stance_has_target": "stance = 'none'",
        },
    ),
    "events_eventlink": (
        "kind = 'caused_by'",
        {
            "unique": "kind = 'response_to'",
        },
    ),
    "events_figure": (
        "slug = 'troops'",
        {
            "within_calendar": ("as_of = '9999-01-01', as_of_precision = 'day'", "slug = 'budget'"),
            "as_of_fits_precision": "as_of = '2025-03-02'",
            "not_negative": "value = -1",
            "value_max_not_before_value": "value_max = 1",
            "currency_of_money": ("currency = ''", "slug = 'budget'"),
            "about_one_thing": "actor_id = NULL",
        },
    ),
}

OF_EVERY_RECORD = {
    "slug_unique": "slug = (SELECT max(slug) FROM {table} WHERE NOT ({row}))",
    "slug_wellformed": "slug = 'Not-a-slug'",
    "merged_into_is_not_id": "merged_into_id = id, review_status = 'retracted'",
    "retraction_means_retracted": "retraction_reason = 'Wrong.'",
    "in_review_has_submitter": "review_status = 'in_review'",
    "reviewer_is_not_submitter": f"submitted_by_id = ({REVIEWER}), reviewed_by_id = ({REVIEWER})",
    "merged_is_retracted": "merged_into_id = (SELECT max(id) FROM {table} WHERE NOT ({row}))",
}
OF_EVERY_CLAIM = {
    "credibility_known": "credibility = 7",
    "confirmed_means_supported": "credibility = 1, verdict = 'mentions'",
    "contradiction_is_specific": "verdict = 'contradicts'",
    "field_exists": "field = 'colour'",
    "unique": "locator = ''",
}
ABOUT_ONE_ROW = {
    "actors_actorclaim": "actor_id = NULL",
    "agreements_agreementclaim": "agreement_id = NULL",
    "events_eventclaim": "event_id = NULL",
}


# What breaks constraints of these names; the parts are the names of columns.
BY_NAME = {
    r"(\w+)_known": "{0} = '?'",
    r"(\w+)_is_not_id": "{0}_id = id",
    r"(\w+)_is_not_(\w+)": "{0}_id = {1}_id",
    r"(\w+)_has_precision": "{0} = NULL",
}


@cache
def cases() -> dict[str, str]:
    """The statement that breaks each constraint, by the name of the constraint."""
    rows = {table: row for table, (row, _) in BROKEN.items()}
    rows |= dict.fromkeys(ABOUT_ONE_ROW, "locator = 'L2'")
    found: dict[str, str] = {}
    for table, row in rows.items():
        for pattern, assignment in BY_NAME.items():
            for name in declared():
                if match := re.fullmatch(f"{table}_{pattern}", name):
                    broken = assignment.format(*match.groups())
                    found.setdefault(name, f"UPDATE {table} SET {broken} WHERE {row}")
    for table, (row, rules) in BROKEN.items():
        for rule, broken in rules.items():
            assignment, where = broken if isinstance(broken, tuple) else (broken, row)
            found[f"{table}_{rule}"] = f"UPDATE {table} SET {assignment} WHERE {where}"
    for model in apps.get_models():
        table = model._meta.db_table
        if issubclass(model, Record) and not model._meta.proxy:
            for rule, assignment in OF_EVERY_RECORD.items():
                broken = assignment.format(table=table, row=rows[table])
                found[f"{table}_{rule}"] = f"UPDATE {table} SET {broken} WHERE {rows[table]}"
    for table, assignment in ABOUT_ONE_ROW.items():
        for rule, broken in {**OF_EVERY_CLAIM, "about_one_row": assignment}.items():
            found[f"{table}_{rule}"] = f"UPDATE {table} SET {broken} WHERE {rows[table]}"
    return found


@cache
def declared() -> dict[str, str]:
    """The message of every constraint of the project's models, by its name."""
    return {
        constraint.name: str(constraint.violation_error_message)
        for model in apps.get_models()
        if not model._meta.proxy and model._meta.app_config in project_apps()
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint | UniqueConstraint)
    }


@pytest.fixture
def cast(db: None) -> None:
    make_cast()


def test_names_every_declared_constraint() -> None:
    assert set(cases()) == set(declared())


@pytest.mark.parametrize("name", sorted(cases()))
def test_rejects_a_row_that_breaks(name: str, cast: None) -> None:
    raises = pytest.raises(IntegrityError)
    with raises as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(cases()[name])
        assert cursor.rowcount > 0, "the statement changed no row"

    assert refused.value.__cause__.diag.constraint_name == name  # type: ignore[union-attr]
    assert str(refused.value).startswith(declared()[name])
