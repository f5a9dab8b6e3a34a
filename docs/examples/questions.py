"""Three questions with Python's standard library."""

import json
import sys
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

SITE = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"


def ask(path: str, **parameters: str) -> Any:
    """The answer to one request; ends with what is wrong where the API refuses it."""
    try:
        with urlopen(f"{SITE}/api/v1/{path}/?{urlencode(parameters)}") as answer:
            return json.load(answer)
    except HTTPError as error:
        sys.exit(error.read().decode())


print("Which of those that had signed in Tirana were NATO members that day?")
tirana = ask("signatories", agreement="tirana-declaration-2025", on="2025-03-18", member_of="nato")
for party in tirana["signatories"]:
    print("-", party["actor"]["name"])

print("What did the signing set off?")
for link in ask("event-links", target="tirana-signing-2025", kind="response_to")["results"]:
    print("-", link["source"]["date"], link["source"]["title"])

print("Who sat in NATO without recognising Kosovo?")
silent = ask("actors", not_recognising="kosovo", member_of="nato", on="2025-03-18")
for actor in silent["results"]:
    print("-", actor["name"])
