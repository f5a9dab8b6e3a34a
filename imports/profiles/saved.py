"""Profiles by name: those that come with the program, and those that were made in the admin."""

from contextlib import suppress
from pathlib import Path

from imports.models import SavedProfile
from imports.profiles.profile import Profile, ProfileError, known_profiles, read_profile


def all_profiles() -> dict[str, Profile]:
    """The valid profiles by name, those of the program first."""
    found = dict(known_profiles())
    for saved in SavedProfile.objects.all():
        # One that was valid in an earlier version stays in the list of profiles, where it can be corrected.
        with suppress(ProfileError):
            found.setdefault(saved.name, Profile(saved.mapping))
    return found


def find_profile(name: str) -> Profile:
    """The profile with this name, or in the file at this path; ProfileError if there is none or it is invalid."""
    if not name.endswith(".toml") and name not in known_profiles():
        saved = SavedProfile.objects.filter(name=Path(name).name).first()
        if saved:
            return Profile(saved.mapping)
    return read_profile(name)
