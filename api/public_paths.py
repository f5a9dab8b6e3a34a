"""Where nobody logs in: counted together, and compressed, as nothing there is secret."""

API_PATH = "/api/"
# Pages for readers, beside the front page
PAGE_PATHS = (
    "/actors/",
    "/agreements/",
    "/claims/",
    "/event-types/",
    "/events/",
    "/figures/",
    "/places/",
    "/relationships/",
    "/search/",
    "/sources/",
    "/topics/",
)
PUBLIC_PATHS = (API_PATH, *PAGE_PATHS)
