"""Three questions with Python's standard library."""

import json
import sys
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

SITE = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"


def ask(path: str, **parameters: str) -> Any:
    """Returns the response to one request; exits with the API's error message if it is refused."""
    try:
        with urlopen(f"{SITE}/api/v1/{path}/?{urlencode(parameters)}") as answer:
            return json.load(answer)
    except HTTPError as error:
        sys.exit(error.read().decode())


print("Which Tirana signatories were NATO members on that day?")
tirana = ask("signatories", agreement="tirana-declaration-2025", on="2025-03-18", member_of="nato")
for party in tirana["signatories"]:
    print("-", party["actor"]["name"])

print("Which events responded to the signing?")
for link in ask("event-links", target="tirana-signing-2025", kind="response_to")["results"]:
    print("-", link["source"]["date"], link["source"]["title"])

print("Which NATO members did not recognise Kosovo?")
silent = ask("actors", not_recognising="kosovo", member_of="nato", on="2025-03-18")
for actor in silent["results"]:
    print("-", actor["name"])
