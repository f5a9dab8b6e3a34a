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

# Which of those that had signed in Tirana were NATO members that day?
ask signatories agreement=tirana-declaration-2025 on=2025-03-18 member_of=nato

# What did the signing set off?
ask event-links target=tirana-signing-2025 kind=response_to

# Who sat in NATO without recognising Kosovo?
ask actors not_recognising=kosovo member_of=nato on=2025-03-18
