"""Reads settings from the environment and from .env; invalid values abort startup."""

import json
import os
import secrets
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured


def env_text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def env_flag(name: str, *, default: bool) -> bool:
    text = env_text(name, str(default)).lower()
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is “{text}”; it must be true or false.")


def env_number(name: str, default: int, *, least: int, most: int) -> int:
    text = env_text(name, str(default))
    if not text.isdecimal() or not least <= int(text) <= most:
        raise ImproperlyConfigured(
            f"{name} is “{text}”; it must be a whole number from {least} to {most}."
        )
    return int(text)


def env_list(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in env_text(name, default).split(",") if item.strip()]


def env_networks(name: str) -> list[IPv4Network | IPv6Network]:
    networks = []
    for item in env_list(name):
        try:
            networks.append(ip_network(item))
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{name} contains “{item}”; each item must be an address or a network such as 10.0.0.0/8 ({error})."
            ) from None
    return networks


def read_env_file(path: Path) -> None:
    """Adds the NAME=value lines of a file to the environment; existing variables win."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals:
            raise ImproperlyConfigured(f"{path.name}, line {number}: expected NAME=value.")
        os.environ.setdefault(name.strip(), value.strip())


def local_secret_key(directory: Path) -> str:
    """A key stored in a file, so that sessions of an unconfigured local site survive a restart."""
    path = directory / "secret_key"
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        directory.mkdir(exist_ok=True)
        key = secrets.token_urlsafe(48)
        with open(path, "w", encoding="ascii", opener=_owner_only) as file:
            file.write(key)
        return key


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


def chosen_storage(text: str, folder: Path) -> dict[str, Any]:
    """The storage that a JSON text declares; else one in a folder that only the user of the site can read."""
    if text:
        try:
            declared = json.loads(text)
        except ValueError:
            declared = None
        if not isinstance(declared, dict) or "BACKEND" not in declared:
            raise ImproperlyConfigured(
                f"SNAPSHOT_STORAGE is “{text}”; it must be a JSON object with BACKEND and OPTIONS."
            )
        return declared
    modes = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
    options = {"location": folder, "base_url": None, **modes}
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
