"""Where nobody logs in: counted together, and compressed, as nothing there is secret."""

API_PATH = "/api/"
# Pages for readers, beside the front page
PAGE_PATHS = (
    "/about/",
    "/actors/",
    "/agreements/",
    "/claims/",
    "/compare.",
    "/compare/",
    "/coverage/",
    "/embed/",
    "/event-types/",
    "/events/",
    "/figures/",
    "/on.",
    "/on/",
    "/places/",
    "/relationships/",
    "/robots.txt",
    "/search/",
    "/sitemap",
    "/sources/",
    "/stances.",
    "/stances/",
    "/timeline.",
    "/timeline/",
    "/topics/",
)
VERSIONED_PATH = "/api/v1"
PUBLIC_PATHS = (API_PATH, *PAGE_PATHS)


def is_public_path(path: str) -> bool:
    """Whether anybody may read there: the front page, the pages for readers, and the API."""
    return path == "/" or path.startswith(PUBLIC_PATHS)


def page_path(api_path: str) -> str | None:
    """The page for readers of a record with this address in the API; None if it has none."""
    path = api_path.removeprefix(VERSIONED_PATH)
    return path if path != api_path and path.startswith(PAGE_PATHS) else None
