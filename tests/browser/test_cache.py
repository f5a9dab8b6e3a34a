"""Chromium's cache tells the formats of one address apart."""

import random

from playwright.sync_api import Browser

from tests.browser.conftest import checked_page
from tests.long import IS_LONG
from tests.project.contract import generated_schema, operations

SEED = 20250318
# How often each format of each address is asked for
TIMES = 10 if IS_LONG else 3
FETCH_ALL = """
async requests => {
  performance.setResourceTimingBufferSize(100000);
  const types = [];
  for (const [address, type] of requests) {
    const answer = await fetch(address, {headers: {Accept: type}});
    await answer.arrayBuffer();
    types.push(`${answer.status} ${answer.headers.get("Content-Type").split(";")[0]}`);
  }
  const cached = performance.getEntriesByType("resource").filter(
    (entry) => entry.transferSize === 0 && entry.decodedBodySize > 0);
  return [types, cached.length];
}
"""


def formats() -> list[tuple[str, str]]:
    """Every list and analysis that has several formats, with the media type of each."""
    found = []
    for operation in operations():
        answers = generated_schema()["paths"][operation.path]["get"]["responses"]["200"]["content"]
        if len(answers) > 1:
            found += [(operation.url(), media_type) for media_type in answers]
    return found


def test_gets_the_type_it_asks_for_in_any_order(browser: Browser, article_server: str):
    asked = formats() * TIMES
    random.Random(SEED).shuffle(asked)  # noqa: S311 (no secret)

    with checked_page(browser, article_server) as page:
        page.goto("/api/v1/docs/")
        got, cached = page.evaluate(FETCH_ALL, asked)

    assert len(set(asked)) > 70
    assert got == [f"200 {media_type}" for _, media_type in asked]
    # Without answers from the cache this would prove nothing.
    assert cached > len(set(asked)) // 4
