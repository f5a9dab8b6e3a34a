# Three questions with httr2 and jsonlite; each answer is a data frame.
library(httr2)
library(jsonlite)

arguments <- commandArgs(trailingOnly = TRUE)
site <- if (length(arguments)) arguments[1] else "http://127.0.0.1:8000"

ask <- function(path, ...) {
  request(site) |>
    req_url_path("api", "v1", path, "") |>
    req_url_query(...) |>
    req_error(body = function(answer) resp_body_string(answer)) |>
    req_perform() |>
    resp_body_string() |>
    fromJSON(flatten = TRUE)
}

# Which Tirana signatories were NATO members on that day?
tirana <- ask("signatories", agreement = "tirana-declaration-2025", on = "2025-03-18", member_of = "nato")
print(tirana$signatories$actor.name)

# Which events responded to the signing?
links <- ask("event-links", target = "tirana-signing-2025", kind = "response_to")
print(links$results[, c("source.date", "source.title")])

# Which NATO members did not recognise Kosovo?
silent <- ask("actors", not_recognising = "kosovo", member_of = "nato", on = "2025-03-18")
print(silent$results$name)
