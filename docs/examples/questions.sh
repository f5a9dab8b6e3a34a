#!/bin/sh
# Three questions with curl; each answer is one line of JSON.
set -eu
api="${1:-http://127.0.0.1:8000}/api/v1"

ask() {
    path="$1"
    shift
    curl --silent --show-error --fail-with-body "$api/$path/?$(IFS='&'; echo "$*")"
    echo
}

# Which Tirana signatories were NATO members on that day?
ask signatories agreement=tirana-declaration-2025 on=2025-03-18 member_of=nato

# Which events responded to the signing?
ask event-links target=tirana-signing-2025 kind=response_to

# Which NATO members did not recognise Kosovo?
ask actors not_recognising=kosovo member_of=nato on=2025-03-18
