"""Settings of the OpenAPI schema (drf-spectacular)."""

SPECTACULAR_SETTINGS = {
    "TITLE": "BalkanWatch",
    "VERSION": "1.0.0",
    "DESCRIPTION": "Who agreed to what, when, who reacted, and how do we know: actors, agreements, "
    "clauses and dated events around security and defence alliances in the Western Balkans, "
    "every statement tied to a source.",
    "LICENSE": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "key": {
                "type": "http",
                "scheme": "bearer",
                "description": "Optional: a key allows more requests per minute.",
            }
        }
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": r"/api/v1/",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "api.schema.add_problem_responses",
        "api.schema.make_selectable_fields_optional",
        "api.schema.allow_overlapping_texts",
        "api.deprecation.mark_deprecations",
    ],
    # Fields with the same name but different choices need distinct names for their enums.
    "ENUM_NAME_OVERRIDES": {
        "DatePrecision": "records.choices.DatePrecision",
        "DateQualifier": "records.choices.DateQualifier",
        "WindowPrecision": "records.choices.WindowPrecision",
        "SourceKind": "sources.choices.SourceKind",
        "ClaimKind": "sources.choices.ClaimKind",
        "ActorKind": "actors.choices.ActorKind",
        "NameKind": "actors.choices.NameKind",
        "RelationshipKind": "actors.choices.RelationshipKind",
        "RelationshipStatus": "actors.choices.RelationshipStatus",
        "AgreementKind": "agreements.choices.AgreementKind",
        "AgreementStatus": "agreements.choices.AgreementStatus",
        "PartyRole": "agreements.choices.PartyRole",
        "ActionKind": "agreements.choices.ActionKind",
        "PartyStatus": "agreements.choices.PartyStatus",
        "AgreementLinkKind": "agreements.choices.AgreementLinkKind",
        "NetworkKind": "explorer.network.NetworkKind",
        "PlaceKind": "events.choices.PlaceKind",
        "EventLinkKind": "events.choices.EventLinkKind",
        "ActorScheme": "actors.choices.ActorScheme",
        "AgreementScheme": "agreements.choices.AgreementScheme",
        "EventScheme": "events.choices.EventScheme",
        "PlaceScheme": "events.choices.PlaceScheme",
        "SourceScheme": "sources.choices.SourceScheme",
        # The same for figures and relationships
        "GeneralScheme": "events.choices.FigureScheme",
    },
}
