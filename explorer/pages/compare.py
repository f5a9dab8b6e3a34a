"""The comparison of agreements: a table of topics, with the clauses of each agreement on each of them."""

from django.conf import settings
from django.http import QueryDict

from agreements.api.views import AgreementViewSet
from agreements.choices import PartyRole
from explorer.pages.facts import RecordAnswer
from explorer.pages.pictures import PicturePage, of_the_api, query_text
from explorer.pages.vocabulary import WORDS
from explorer.pictures.drawing import table
from explorer.pictures.signs import MUTE

# Agreements that can be chosen on the page; the API compares any
CHOICES = 200
NOT_MENTIONED = "not mentioned in the recorded text"


class ComparePage(PicturePage):
    """Agreements side by side; the two latest that form blocs if none are chosen."""

    name = "compare"
    shows = "The topics that the recorded clauses of each agreement are about."
    does_not_show = (
        "A longer list may only mean that more is known about an agreement: most of these texts are known "
        "from summaries, and what is not mentioned there may still be in them."
    )
    picture_template = "explorer/compare_topics.html"
    table_template = picture_template

    def draw(self, asked: QueryDict) -> RecordAnswer:
        known = self.answer(AgreementViewSet, page_size=CHOICES)["results"]
        slugs = ",".join(asked.getlist("ids")).split(",") if "ids" in asked else []
        slugs = slugs or [row["slug"] for row in latest_pacts(known)]
        query = of_the_api(asked, ids=",".join(slugs))
        shown = {
            "heading": "Compare agreements",
            "kicker": "Compare",
            "known": known,
            "chosen": slugs,
            "groups": [],
            "api": "/api/v1/agreements/",
        }
        if not slugs:
            return shown
        options = AgreementViewSet.compare.kwargs
        view = AgreementViewSet.as_view(
            {"get": "compare"}, uses_database=False, basename="agreement", **options
        )
        found = self.ask(view, query)
        agreements = self._agreements(found)
        return shown | {
            "heading": " and ".join(map(short_title, agreements)) + ", topic by topic",
            "agreements": agreements,
            "groups": (found_groups := groups(found, agreements)),
            "shows": f"{counted(found_groups)}.",
            "api": f"/api/v1/agreements/compare/{query_text(query)}",
            "csv": f"/api/v1/agreements/compare.csv{query_text(query)}",
        }

    def _agreements(self, found: RecordAnswer) -> list[RecordAnswer]:
        """The agreements with their clauses, in the order in which they are compared."""
        slugs = [agreement["slug"] for agreement in found["agreements"]]
        rows = self.answer(AgreementViewSet, slug__in=",".join(slugs))["results"]
        for row in rows:
            row["names"] = list(parties_of(row).values())
        return sorted(rows, key=lambda row: slugs.index(row["slug"]))

    def svg(self, shown: RecordAnswer) -> str:
        header = ["Topic", *map(short_title, shown.get("agreements", []))]
        rows = [
            [
                (topic["label"], ""),
                *(
                    ("; ".join(clause["heading"] for clause in clauses), "")
                    if clauses
                    else (NOT_MENTIONED, MUTE)
                    for clauses in cells
                ),
            ]
            for _name, topics in shown["groups"]
            for topic, cells in topics
        ]
        widths = [220.0, *(320.0 for _ in header[1:])]
        lead = f"{shown.get('shows', self.shows)} {self.does_not_show}"
        return table(shown["heading"], lead, header, rows, widths, settings.STATUS_FOOTNOTE)


def short_title(agreement: RecordAnswer) -> str:
    return str(agreement["short_title"] or agreement["title"])


def latest_pacts(known: list[RecordAnswer]) -> list[RecordAnswer]:
    """The two agreements that were signed last and whose parties form a bloc, the earlier one first."""
    pacts = [row for row in known if row["bloc"] and row["signed_on"]]
    latest = sorted(pacts, key=lambda row: str(row["signed_on"]))[-2:]
    return latest if len(latest) == 2 else []


def parties_of(agreement: RecordAnswer) -> dict[str, str]:
    """The names of the parties, by slug; others signed for them, host, or witness."""
    return {
        row["actor"]["slug"]: row["actor"]["name"]
        for row in agreement["parties"]
        if row["role"] == PartyRole.PARTY
    }


Topics = list[tuple[RecordAnswer, list[list[RecordAnswer]]]]


def groups(found: RecordAnswer, agreements: list[RecordAnswer]) -> list[tuple[str, Topics]]:
    """The topics that all have, that some have, and that only one has, each with the clauses of each agreement."""
    clauses = {
        f"{agreement['slug']}.{clause['number']}": clause | {"agreement": agreement["slug"]}
        for agreement in agreements
        for clause in agreement["clauses"]
    }
    cells: dict[tuple[str, str], list[RecordAnswer]] = {
        (cell["topic"], cell["agreement"]): [with_strength(clauses[key]) for key in cell["clauses"]]
        for cell in found["cells"]
    }
    alone = {code: row["agreement"] for row in found["unique"] for code in row["topics"]}
    titles = {agreement["slug"]: short_title(agreement) for agreement in agreements}
    everywhere = "In both" if len(agreements) == 2 else "In all"
    names = [everywhere, "In some", *(f"Only in {title}" for title in titles.values())]
    sorted_topics: dict[str, Topics] = {name: [] for name in names}
    for topic in found["topics"]:
        code = topic["code"]
        row = [cells.get((code, agreement["slug"]), []) for agreement in agreements]
        name = everywhere if code in found["common"] else "In some"
        name = f"Only in {titles[alone[code]]}" if code in alone else name
        sorted_topics[name].append((topic, row))
    return [(name, topics) for name, topics in sorted_topics.items() if topics]


def counted(found: list[tuple[str, Topics]]) -> str:
    """How many topics are where, as a sentence without its full stop."""
    parts = [f"{len(topics)} {name[0].lower()}{name[1:]}" for name, topics in found]
    return f"Topics: {', '.join(parts)}" if parts else "No clause of these agreements is recorded"


def with_strength(clause: RecordAnswer) -> RecordAnswer:
    strength = clause["strength"]
    words = (
        "strength not stated"
        if strength == "unknown"
        else WORDS["clause.strength"][strength].lower()
    )
    return clause | {"strength_in_words": words}
