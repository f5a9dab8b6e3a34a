"""Every constraint of every table rejects a row that breaks it, in plain SQL, with its message."""

import re
from functools import cache
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, UniqueConstraint

from balkanwatch.apps import project_apps
from records.identifiers import Identifier, owner_of
from records.models import Record
from tests import cases
from tests.project.cast import make_cast

REVIEWER = "SELECT id FROM auth_user WHERE username = 'reviewer'"
ABOUT_ONE_ROW = {
    "actors_actorclaim": "actor_id = NULL",
    "agreements_agreementclaim": "agreement_id = NULL",
    "events_eventclaim": "event_id = NULL",
}
# The tables of codes
IDENTIFIERS: dict[str, Any] = {each._meta.db_table: each for each in Identifier.__subclasses__()}
# A valid row of each table
ROWS = {
    "accounts_apikey": "name = 'Dashboard'",
    "curation_proposal": "note = 'One'",
    "curation_savedsearch": "name = 'Undated'",
    "curation_reviewbatch": "note = 'one'",
    "curation_batchitem": "id = (SELECT min(id) FROM curation_batchitem)",
    "imports_import": "file_name = 'events.csv'",
    "imports_importrow": "number = 2",
    "imports_importfault": "number = 1",
    "imports_namematch": "name = 'Shqipëria'",
    "imports_savedprofile": "name = 'ours'",
    "imports_importchange": "number = 1",
    "sources_source": "slug = 'draft'",
    "evidence_sourcesnapshot": "id = (SELECT min(id) FROM evidence_sourcesnapshot)",
    "evidence_snapshottext": "id = (SELECT min(id) FROM evidence_snapshottext)",
    "evidence_snapshotfetch": "id = (SELECT min(id) FROM evidence_snapshotfetch)",
    "evidence_claimanchor": "id = (SELECT min(id) FROM evidence_claimanchor)",
    "actors_actor": "slug = 'albania'",
    "actors_actorname": "name = 'Shqipëria'",
    "actors_relationship": "slug = 'member'",
    "agreements_topic": "code = 'hyb.disinformation'",
    "agreements_topiccrosswalk": "code = 'TWO'",
    "agreements_agreement": "slug = 'tirana'",
    "agreements_agreementparty": "actor_id = (SELECT id FROM actors_actor WHERE slug = 'albania')",
    "agreements_partyaction": "id = (SELECT max(id) FROM agreements_partyaction WHERE kind = 'signed')",
    "agreements_representative": "person_id IS NOT NULL",
    "agreements_clause": "number = 2",
    "agreements_agreementlink": "kind = 'similar_to'",
    "events_eventtype": "code = 'treaty.ratification'",
    "events_eventtypecrosswalk": "code = '058'",
    "events_place": "slug = 'tirana'",
    "events_placename": "name = 'Tiranë'",
    "events_event": "slug = 'signing'",
    "events_participation": "stance = 'supports'",
    "events_eventlink": "kind = 'caused_by'",
    "events_figure": "slug = 'troops'",
    **dict.fromkeys(ABOUT_ONE_ROW, "locator = 'L2'"),
    **dict.fromkeys(IDENTIFIERS, "value = 'ONE'"),
}
# What breaks each constraint in that row, or (what, another row); see BY_NAME for the others
BROKEN: dict[str, str | tuple[str, str]] = {
    "accounts_apikey_digest_unique": "digest = (SELECT max(digest) FROM accounts_apikey WHERE name = 'Notebook')",
    "accounts_apikey_rate_positive": "rate = 0",
    "accounts_apikey_end_lies_ahead": "expires_at = created_at",
    "curation_proposal_state_known": f"state = 'secret', decided_by_id = ({REVIEWER})",
    "curation_proposal_decided_by_another": "state = 'accepted', decided_by_id = author_id",
    "curation_proposal_withdrawn_by_author": f"state = 'withdrawn', decided_by_id = ({REVIEWER})",
    "curation_proposal_decision_is_signed": "state = 'accepted'",
    "curation_savedsearch_name_unique": "name = 'Unplaced'",
    "curation_batchitem_unique": "object_id = (SELECT max(object_id) FROM curation_batchitem)",
    "curation_batchitem_says_why_not": "state = 'refused'",
    "curation_savedsearch_asks": "query = ''",
    "curation_savedsearch_table_wellformed": "\"table\" = 'events'",
    "imports_import_key_unique": "key = (SELECT key FROM imports_import WHERE file_name = 'actors.csv')",
    "imports_import_whole_or_part": "mapping = 'x', part_of_id = id",
    "imports_importrow_unique": "number = 3",
    "imports_importfault_unique": "number = 2",
    "imports_namematch_unique": "name = 'Kosova'",
    "imports_savedprofile_unique": "name = 'theirs'",
    "imports_importchange_unique": "number = 2",
    "evidence_sourcesnapshot_digest_wellformed": "digest = upper(digest)",
    "evidence_sourcesnapshot_not_empty": "size = 0",
    "evidence_sourcesnapshot_failure_is_failed": "failure = 'damaged'",
    "evidence_snapshotfetch_done_has_snapshot": "state = 'done'",
    "evidence_snapshottext_digest_wellformed": "digest = upper(digest)",
    "evidence_snapshottext_not_empty": "text = ''",
    "evidence_snapshottext_unique": "snapshot_id = (SELECT max(snapshot_id) FROM evidence_snapshottext)",
    "evidence_claimanchor_unique": "(text_id, claim, quote) = (SELECT text_id, claim, quote FROM evidence_claimanchor"
    " ORDER BY id DESC LIMIT 1)",
    "evidence_claimanchor_has_place": "length = 0",
    "evidence_claimanchor_decided_by_somebody": "decided_at = NULL",
    "sources_source_within_calendar": "accessed_on = '9999-01-01'",
    "sources_source_has_words": "word_count = 0",
    "sources_source_published_on_fits_precision": "published_on = '2025-03-02'",
    "sources_source_language_wellformed": "language = 'english'",
    "actors_actor_within_calendar": "active_from = '9999-01-01'",
    "actors_actor_active_to_precision_known": ("active_to_precision = 'week'", "slug = 'empire'"),
    "actors_actor_active_from_has_precision": "active_from_precision = 'unknown'",
    "actors_actor_active_from_fits_precision": "active_from = '1912-11-28'",
    "actors_actor_active_to_has_precision": ("active_to = NULL", "slug = 'empire'"),
    "actors_actor_active_to_fits_precision": ("active_to = '1918-11-03'", "slug = 'empire'"),
    "actors_actor_active_to_not_before_active_from": (
        "active_from = '1919-01-01', active_from_precision = 'day'",
        "slug = 'empire'",
    ),
    "actors_actor_end_means_ended": ("lifecycle = 'ongoing'", "slug = 'empire'"),
    "actors_actor_state_has_no_country": "country_id = (SELECT id FROM actors_actor WHERE slug = 'nato')",
    "actors_actor_country_is_not_id": ("country_id = id", "slug = 'person'"),
    "actors_actorname_unique": "name = 'Albania', language = 'en'",
    "actors_actorname_language_wellformed": "language = 'Albanian'",
    "events_placeidentifier_geonames_is_further": "scheme = 'geonames', value = '1'",
    "actors_relationship_as_of_not_before_start_on": "as_of = '2009-03-31'",
    "actors_relationship_within_calendar": "start_on = '9999-01-01'",
    "actors_relationship_end_precision_known": ("end_precision = 'week'", "slug = 'past'"),
    "actors_relationship_membership_status": "status = 'recognised'",
    "actors_relationship_office_status": "kind = 'office', title = 'President'",
    "actors_relationship_part_of_status": "kind = 'part_of'",
    "actors_relationship_recognition_status": "kind = 'recognition'",
    "actors_relationship_alignment_status": "kind = 'alignment'",
    "actors_relationship_cooperation_status": "kind = 'cooperation'",
    "actors_relationship_succession_status": "kind = 'succession'",
    "actors_relationship_start_on_fits_precision": "start_precision = 'year'",
    "actors_relationship_end_on_has_precision": ("end_on = NULL", "slug = 'past'"),
    "actors_relationship_end_on_fits_precision": ("end_on = '2010-02-01'", "slug = 'past'"),
    "actors_relationship_end_on_not_before_start_on": ("end_on = '2008-01-01'", "slug = 'past'"),
    "actors_relationship_end_means_ended": ("lifecycle = 'unknown'", "slug = 'past'"),
    "actors_relationship_office_titled": "kind = 'office', status = 'incumbent'",
    "actors_relationship_unique": (
        "object_id = (SELECT object_id FROM actors_relationship WHERE slug = 'member')",
        "slug = 'past'",
    ),
    "actors_actorname_valid_from_precision_known": "valid_from = '2025-01-01', valid_from_precision = 'week'",
    "actors_actorname_valid_from_has_precision": "valid_from = '2025-01-01'",
    "actors_actorname_valid_from_fits_precision": "valid_from = '2025-01-02', valid_from_precision = 'year'",
    "actors_actorname_valid_to_precision_known": "valid_to = '2025-01-01', valid_to_precision = 'week'",
    "actors_actorname_valid_to_has_precision": "valid_to = '2025-01-01'",
    "actors_actorname_valid_to_fits_precision": "valid_to = '2025-01-02', valid_to_precision = 'year'",
    "actors_actorname_within_calendar": "valid_from = '9999-01-01', valid_from_precision = 'day'",
    "actors_actorname_valid_to_not_before_valid_from": (
        "valid_from = '2025-01-01', valid_from_precision = 'day',"
        " valid_to = '2024-01-01', valid_to_precision = 'month'"
    ),
    "events_placename_valid_from_precision_known": "valid_from = '2025-01-01', valid_from_precision = 'week'",
    "events_placename_valid_from_has_precision": "valid_from = '2025-01-01'",
    "events_placename_valid_from_fits_precision": "valid_from = '2025-01-02', valid_from_precision = 'year'",
    "events_placename_valid_to_precision_known": "valid_to = '2025-01-01', valid_to_precision = 'week'",
    "events_placename_valid_to_has_precision": "valid_to = '2025-01-01'",
    "events_placename_valid_to_fits_precision": "valid_to = '2025-01-02', valid_to_precision = 'year'",
    "events_placename_within_calendar": "valid_from = '9999-01-01', valid_from_precision = 'day'",
    "events_placename_valid_to_not_before_valid_from": (
        "valid_from = '2025-01-01', valid_from_precision = 'day',"
        " valid_to = '2024-01-01', valid_to_precision = 'month'"
    ),
    "agreements_topic_code_unique": "code = 'hyb.cyber'",
    "agreements_topic_code_wellformed": "code = 'hyb.Cyber'",
    "agreements_topiccrosswalk_unique": "code = 'ONE'",
    "agreements_agreement_in_force_means_signed": (
        "in_force_on = '2025-01-01', in_force_precision = 'day'",
        "slug = 'talks'",
    ),
    "agreements_agreement_in_force_precision_known": (
        "in_force_precision = 'week'",
        "slug = 'subotica'",
    ),
    "agreements_agreement_in_force_on_has_precision": (
        "in_force_precision = 'unknown'",
        "slug = 'subotica'",
    ),
    "agreements_agreement_in_force_on_fits_precision": (
        "in_force_on = '2025-04-02', in_force_precision = 'month'",
        "slug = 'subotica'",
    ),
    "agreements_agreement_terminated_precision_known": (
        "status = 'lapsed', terminated_on = '2025-05-01', terminated_precision = 'week'",
        "slug = 'subotica'",
    ),
    "agreements_agreement_terminated_on_has_precision": (
        "status = 'lapsed', terminated_on = '2025-05-01'",
        "slug = 'subotica'",
    ),
    "agreements_agreement_terminated_on_fits_precision": (
        "status = 'lapsed', terminated_on = '2025-05-02', terminated_precision = 'month'",
        "slug = 'subotica'",
    ),
    "agreements_agreement_within_calendar": "signed_on = '9999-01-01'",
    "agreements_agreement_signed_on_fits_precision": "signed_precision = 'year'",
    "agreements_agreement_terminated_on_not_before_in_force_on": (
        "status = 'lapsed', terminated_on = '2025-03-31', terminated_precision = 'day'",
        "slug = 'subotica'",
    ),
    "agreements_agreement_signed_date_means_signed": "status = 'proposed'",
    "agreements_agreement_terminated_means_not_in_force": (
        "terminated_on = '2025-04-01', terminated_precision = 'day'"
    ),
    "agreements_partyaction_within_calendar": "effective_on = '9999-01-01', effective_precision = 'day'",
    "agreements_partyaction_unique": "kind = 'reservation', happened_on = NULL, happened_precision = 'unknown'",
    "agreements_partyaction_happened_on_fits_precision": "happened_precision = 'year'",
    "agreements_partyaction_effective_precision_known": (
        "effective_on = '2025-03-18', effective_precision = 'week'"
    ),
    "agreements_partyaction_effective_on_has_precision": "effective_on = '2025-03-18'",
    "agreements_partyaction_effective_on_fits_precision": (
        "effective_on = '2025-03-18', effective_precision = 'year'"
    ),
    "agreements_partyaction_effect_not_before_action": (
        "kind = 'withdrawn', effective_on = '2025-03-17', effective_precision = 'day'"
    ),
    "agreements_representative_unique": "office = 'Minister'",
    "agreements_representative_named": "person_id = NULL, office = ''",
    "agreements_agreementparty_unique": (
        "actor_id = (SELECT id FROM actors_actor WHERE slug = 'albania')",
        "actor_id = (SELECT id FROM actors_actor WHERE slug = 'kosovo')",
    ),
    "agreements_clause_unique": "number = 1",
    "agreements_clause_number_from_one": "number = 0",
    "agreements_clause_headed": "heading = ''",
    "agreements_agreementlink_unique": "kind = 'counters'",
    "events_eventtype_code_unique": "code = 'treaty.signing'",
    "events_eventtype_code_wellformed": "code = 'treaty.Signing'",
    "events_eventtypecrosswalk_unique": "code = '057'",
    "events_place_slug_unique": "slug = 'subotica'",
    "events_place_geonames_unique": "geonames_id = 2",
    "events_place_slug_wellformed": "slug = 'Tirana'",
    "events_place_both_coordinates": "latitude = NULL",
    "events_place_latitude_in_range": "latitude = 91",
    "events_place_longitude_in_range": "longitude = 181",
    "events_placename_unique": "name = 'Тирана', language = 'und'",
    "events_placename_language_wellformed": "language = 'Albanian'",
    "events_event_within_calendar": "date_from = '9999-01-01', date_to = '9999-01-01'",
    "events_event_geo_precision_needs_place": "place_id = NULL",
    "events_event_date_to_not_before_date_from": "date_precision = 'range', date_to = '2025-03-17'",
    "events_event_undated_is_unknown": "date_precision = 'unknown'",
    "events_event_window_fits_precision": ("date_to = '2025-05-30'", "slug = 'season'"),
    "events_event_day_is_one_day": "date_to = '2025-03-19'",
    "events_event_range_is_several_days": "date_precision = 'range'",
    "events_event_end_precision_differs": "end_precision = 'day'",
    "events_event_end_precision_known": "end_precision = 'hour'",
    "events_event_date_qualifier_known": "date_qualifier = '!'",
    "events_event_end_qualifier_known": "end_qualifier = '!'",
    "events_event_qualified_has_day": "date_to = NULL, end_qualifier = '~'",
    "events_event_ongoing_has_no_end": "lifecycle = 'ongoing', is_span = true",
    "events_event_undated_reason_known": (
        "undated_reason = 'lost', date_from = NULL, date_to = NULL, date_precision = 'unknown'"
    ),
    "events_event_dated_has_no_reason": "undated_reason = 'standing'",
    "events_event_in_time_of_parent": "part_in_time = true, parent_id = NULL",
    "events_participation_unique": "toward_id = NULL, stance = 'none', "
    "actor_id = (SELECT id FROM actors_actor WHERE slug = 'albania')",
    "events_participation_stance_has_target": "stance = 'none'",
    "events_eventlink_unique": "kind = 'response_to'",
    "events_eventlink_lag_unit_known": "lag = 2, lag_unit = 'hour'",
    "events_eventlink_lag_has_unit": "lag = 2",
    "events_figure_within_calendar": (
        "as_of = '9999-01-01', as_of_precision = 'day'",
        "slug = 'budget'",
    ),
    "events_figure_as_of_fits_precision": "as_of = '2025-03-02'",
    "events_figure_not_negative": "value = -1",
    "events_figure_value_max_not_before_value": "value_max = 1",
    "events_figure_currency_of_money": ("currency = ''", "slug = 'budget'"),
    "events_figure_about_one_thing": "actor_id = NULL",
    "events_figure_counted_in_whole_numbers": "value = 5.5",
    "events_figure_unit_of_metric": "unit = 'states'",
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
    "quote_is_short": "quote = repeat('word ', 20) || 'word'",
    "credibility_known": "credibility = 7",
    "confirmed_means_supported": "credibility = 1, verdict = 'mentions'",
    "contradiction_is_specific": "verdict = 'contradicts'",
    "field_exists": "field = 'colour'",
    "unique": "locator = ''",
}
OF_EVERY_IDENTIFIER: dict[str, str | tuple[str, str]] = {
    "unique": ("value = 'TWO', preferred = false", "value = 'ONE'"),
    "value_preferred_once": "value = 'OTHER'",
    "{owner}_preferred_once": ("preferred = true", "value = 'TWO'"),
    "within_calendar": "valid_from = '9999-01-01'",
    "valid_to_after_valid_from": "valid_to = valid_from",
}
# What differs in a copy of the row that has the same public id, which no update can give to another row
COPIES = {
    **dict.fromkeys(ABOUT_ONE_ROW, '"locator": "L9"'),
    "agreements_agreementlink": '"kind": "amends"',
    "events_eventlink": '"kind": "follows"',
}


# What breaks constraints of these names; the parts are the names of columns.
BY_NAME = {
    r"(\w+)_known": "{0} = '?'",
    r"(\w+)_is_not_id": "{0}_id = id",
    r"(\w+)_is_not_(\w+)": "{0}_id = {1}_id",
    r"(\w+)_has_precision": "{0} = NULL",
    "named": "name = ''",
    "titled": "title = ''",
    "defined": "definition = ''",
    "dotted_code_has_parent": "parent_id = NULL",
    "code_given": "code = ''",
}


@cache
def breaking() -> dict[str, str]:
    """The statement that breaks each constraint, by the name of the constraint."""
    broken = dict(BROKEN)
    for table in (model._meta.db_table for model in record_models()):
        broken |= {f"{table}_{rule}": breaks for rule, breaks in OF_EVERY_RECORD.items()}
    for table, breaks in ABOUT_ONE_ROW.items():
        rules = OF_EVERY_CLAIM | {"about_one_row": breaks}
        broken |= {f"{table}_{rule}": breaks for rule, breaks in rules.items()}
    for table, model in IDENTIFIERS.items():
        for rule, what in OF_EVERY_IDENTIFIER.items():
            broken[f"{table}_{rule.format(owner=owner_of(model))}"] = what
        for scheme in model.schemes:
            malformed = f"scheme = '{scheme.value}', value = '', preferred = false"
            broken[f"{table}_{scheme.value}_wellformed"] = malformed
    for name, (pattern, breaks) in product(declared(), BY_NAME.items()):
        if match := re.fullmatch(rf"[a-z]+_[a-z]+_{pattern}", name):
            broken.setdefault(name, breaks.format(*match.groups()))
    found = {}
    for name, what in broken.items():
        table = "_".join(name.split("_")[:2])
        breaks, row = what if isinstance(what, tuple) else (what, ROWS[table])
        found[name] = f"UPDATE {table} SET {breaks.format(table=table, row=row)} WHERE {row}"
    for table, values in COPIES.items():
        copy = f"""(jsonb_populate_record(r, '{{"id": 999999, {values}}}')).*"""
        statement = f"INSERT INTO {table} SELECT {copy} FROM {table} r WHERE {ROWS[table]}"
        found[f"{table}_public_id_unique"] = statement
    return found


def record_models() -> list[type[Record]]:
    return [m for m in apps.get_models() if issubclass(m, Record) and not m._meta.proxy]


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


def test_names_every_declared_constraint() -> None:
    assert set(breaking()) == set(declared())


@cases("name", *sorted(breaking()))
def test_rejects_a_row_that_breaks(name: str) -> None:
    make_cast()
    raises = pytest.raises(IntegrityError)
    with raises as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(breaking()[name])
        assert cursor.rowcount > 0, "the statement changed no row"

    assert refused.value.__cause__.diag.constraint_name == name  # type: ignore[union-attr]
    assert str(refused.value).startswith(declared()[name])
