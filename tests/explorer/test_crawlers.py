"""What search engines read: sitemap, robots.txt, and records as JSON-LD."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.test import Client

from explorer.pages.linked_data import DESCRIPTIONS
from explorer.pages.record_pages import RECORD_PAGES
from tests import cases, make
from tests.api_client import json_of
from tests.explorer.test_pages import CARELESS

pytestmark = pytest.mark.usefixtures("article_data")

# schema.org: properties that each type has, of those used here
THING = {"@context", "@id", "@type", "url", "name", "description", "alternateName", "sameAs"}
PROPERTIES = {
    "Person": THING,
    "Country": THING,
    "Place": THING,
    "Organization": THING,
    "CreativeWork": THING
    | {
        "abstract",
        "dateCreated",
        "contributor",
        "license",
        "author",
        "publisher",
        "datePublished",
        "inLanguage",
    },
    "Event": THING | {"startDate", "endDate", "location", "contributor"},
    "Claim": THING | {"text", "appearance", "about"},
}


def addresses(client: Client, address: str) -> list[str]:
    """The addresses in a sitemap, without the host."""
    root = ElementTree.fromstring(client.get(address).content)  # noqa: S314 (our own text)
    found = [str(each.text) for each in root.iter() if each.tag.endswith("}loc")]
    assert all(each.startswith("http://testserver/") for each in found)
    return [each.removeprefix("http://testserver") for each in found]


def test_the_sitemap_lists_every_public_record_once_and_no_draft(client: Client) -> None:
    make.actor("secret")
    found = [each for part in addresses(client, "/sitemap.xml") for each in addresses(client, part)]

    assert len(found) == len(set(found))
    assert "/actors/secret/" not in found
    for prefix in set(RECORD_PAGES) - {"claims"}:
        rows = json_of(client, f"{prefix}/", page_size=500)["results"]
        assert {f"/{prefix}/{row.get('slug') or row['code']}/" for row in rows} <= set(found)
        assert sum(each.startswith(f"/{prefix}/") for each in found) == len(rows)
    for address in ("/", "/timeline/", "/coverage/"):
        assert address in found
        assert client.get(address).status_code == 200


def test_a_sitemap_has_parts_of_limited_length(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.pages.sitemap.MOST_ADDRESSES", 20)
    parts = [part for part in addresses(client, "/sitemap.xml") if "actors" in part]

    assert len(parts) == 3
    assert [len(addresses(client, part)) for part in parts] == [20, 20, 15]
    assert client.get("/sitemap-nothing-1.xml").status_code == 404
    assert client.get("/sitemap-actors-0.xml").status_code == 404


def test_crawlers_are_kept_out_of_filters(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /*?" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


@cases("prefix", *DESCRIPTIONS)
def test_records_are_described_for_search_engines(client: Client, prefix: str) -> None:
    for row in json_of(client, f"{prefix}/", page_size=20)["results"]:
        html = client.get(f"/{prefix}/{row.get('slug') or row['key']}/").content.decode()
        [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
        data = json.loads(text)

        assert data["@context"] == "https://schema.org"
        assert data.keys() <= PROPERTIES[data["@type"]], data
        assert data["@id"] == data["url"]


def test_descriptions_end_no_element(client: Client) -> None:
    make.publish(make.actor("careless", name=f"</script>{CARELESS}"))
    html = client.get("/actors/careless/").content.decode()
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)

    assert json.loads(text)["name"] == f"</script>{CARELESS}"
    assert "<script>alert" not in html
