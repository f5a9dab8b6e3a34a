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
    "/search/",
    "/sources/",
    "/stances.",
    "/stances/",
    "/timeline.",
    "/timeline/",
    "/topics/",
)
PUBLIC_PATHS = (API_PATH, *PAGE_PATHS)


def is_public_path(path: str) -> bool:
    """Whether anybody may read there: the front page, the pages for readers, and the API."""
    return path == "/" or path.startswith(PUBLIC_PATHS)
