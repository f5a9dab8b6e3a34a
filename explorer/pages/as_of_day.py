"""As of a day: who belonged to what, held which office, stood where, and which agreements were in force."""

import datetime as dt
from collections import defaultdict

from django.conf import settings
from django.http import QueryDict

from actors.models import Actor
from explorer.api.views import ChangesView, SnapshotView
from explorer.pages.dates_in_words import in_words
from explorer.pages.facts import RecordAnswer
from explorer.pages.pictures import PicturePage, day_of, query_text
from explorer.pages.views import query_of
from explorer.pages.vocabulary import WORDS
from explorer.pictures.drawing import table
from explorer.snapshot import RELATIONS

RELATION_HEADINGS = {
    "memberships": "Membership",
    "offices": "Offices",
    "parts": "Parts",
    "recognitions": "Recognition of states",
    "alignments": "For and against",
    "cooperations": "Cooperation",
    "successions": "Successors of earlier states",
}
# How long before the day a change is still shown
RECENT = dt.timedelta(days=31)


class AsOfDayPage(PicturePage):
    """Everything that held on a day, by kind, and what had changed in the month before."""

    name = "on"
    shows = "What is known to have held on that day."
    does_not_show = "What no source in the record dates is left out, and is not shown as absent."
    picture_template = "explorer/as_of_day.html"
    table_template = picture_template

    def draw(self, asked: QueryDict) -> RecordAnswer:
        on = day_of(asked, self.today())
        state = self.ask(SnapshotView.as_view(uses_database=False), query_of(on=on))
        days = {"from": max(on, dt.date.min + RECENT) - RECENT, "to": on}
        changed = self.ask(ChangesView.as_view(uses_database=False), query_of(**days))
        names = names_of(
            [
                row
                for kind in RELATIONS
                for part in (state, changed["began"], changed["ended"])
                for row in part[kind]
            ],
            [*state["agreements_in_force"], *state["agreements_signed"]],
        )
        return {
            "heading": f"As of {in_words(on.isoformat())}",
            "kicker": "On a day",
            "on": on.isoformat(),
            "earlier": (on - dt.timedelta(days=1)).isoformat() if on > dt.date.min else "",
            "later": (on + dt.timedelta(days=1)).isoformat() if on < dt.date.max else "",
            "groups": [
                (RELATION_HEADINGS[kind], lines_of(state[kind], names))
                for kind in RELATIONS
                if state[kind]
            ],
            "in_force": agreements_of(state["agreements_in_force"], names),
            "signed": agreements_of(state["agreements_signed"], names),
            "began": [
                relationship_line(row, names)
                for kind in RELATIONS
                for row in changed["began"][kind]
            ],
            "ended": [
                relationship_line(row, names)
                for kind in RELATIONS
                for row in changed["ended"][kind]
            ],
            "agreements": changed["agreements"],
            "events": changed["events"],
            "since": days["from"].isoformat(),
            "truncated": state["truncated"] or changed["truncated"],
            "api": f"/api/v1/snapshot/{query_text(query_of(on=on))}",
            "csv": f"/api/v1/snapshot.csv{query_text(query_of(on=on))}",
        }

    def svg(self, shown: RecordAnswer) -> str:
        rows = [
            [(heading, ""), (name, ""), (", ".join(row["who"] + row["how"] for row in group), "")]
            for heading, groups in shown["groups"]
            for name, group in groups
        ]
        lead = f"{shown.get('shows', self.shows)} {self.does_not_show}"
        header = ["What", "Of whom", "Who"]
        return table(
            shown["heading"], lead, header, rows, [180, 220, 560], settings.STATUS_FOOTNOTE
        )


def names_of(relationships: list[RecordAnswer], agreements: list[RecordAnswer]) -> dict[str, str]:
    """The names of all actors that the rows name by their slugs."""
    slugs = {row[side] for row in relationships for side in ("subject", "object") if row[side]}
    slugs |= {party for agreement in agreements for party in agreement["parties"]}
    return dict(Actor.objects.filter(slug__in=slugs).values_list("slug", "name"))


def lines_of(
    rows: list[RecordAnswer], names: dict[str, str]
) -> list[tuple[str, list[RecordAnswer]]]:
    """The rows by what they are about, by name."""
    found: dict[str, list[RecordAnswer]] = defaultdict(list)
    for row in rows:
        found[str(names.get(row["object"], row["title"]))].append(relationship_line(row, names))
    return sorted(found.items())


def relationship_line(row: RecordAnswer, names: dict[str, str]) -> RecordAnswer:
    """A relationship in words; plain membership goes without saying."""
    status = WORDS["relationship.status"][row["status"]].lower()
    details = [part for part in ("" if status == "member" else status, row["title"]) if part]
    return {
        "slug": row["slug"],
        "who": names[row["subject"]],
        "of": names.get(row["object"], ""),
        "status": status,
        "how": f" ({', '.join(details)})" if details else "",
    }


def agreements_of(rows: list[RecordAnswer], names: dict[str, str]) -> list[RecordAnswer]:
    return [row | {"who": ", ".join(names[slug] for slug in row["parties"])} for row in rows]
