#!/usr/bin/env python
"""Runs a management command with BalkanWatch's settings."""

import os
import sys

try:
    from django.core.management import execute_from_command_line
except ImportError:
    sys.exit(
        "Django is not installed for this Python. Run `make install`, then .venv/bin/python manage.py …"
    )


def main() -> None:
    """Runs the command; what is wrong with the machine or the settings is said in a sentence."""
    from balkanwatch.start_errors import explanation

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanwatch.settings")
    try:
        execute_from_command_line(sys.argv)
    except Exception as error:
        if text := explanation(error):
            sys.exit(text)
        raise


if __name__ == "__main__":
    main()
