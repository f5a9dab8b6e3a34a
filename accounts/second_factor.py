"""The second factor of people in the admin: codes of an app (TOTP), and recovery codes for the day it is lost.

The devices are those of django-otp. Recovery codes are 80 random bits each; a digest is stored in their place,
so that a copy of the database lets nobody in by them.
"""

import base64
import hashlib
import re
import secrets
from typing import Any

import django_otp
from django.db import transaction
from django.utils.safestring import SafeString, mark_safe
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

RECOVERY_CODES = 10
LONGEST_CODE = 40


def device_of(user: Any) -> TOTPDevice | None:
    """The app that the user has set up."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def device_to_set_up(user: Any) -> TOTPDevice:
    """The app that the user is about to set up; the same until that is done."""
    begun = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return begun or TOTPDevice.objects.create(user=user, confirmed=False)


def qr_code(device: TOTPDevice) -> SafeString:
    """The secret as an SVG for the camera of a phone, drawn here, without a style of its own."""
    # Not before it is wanted: it takes megabytes of every process.
    import segno

    drawing = segno.make(device.config_url, error="m").svg_inline(scale=5, omitsize=False)
    return mark_safe(drawing)  # noqa: S308 (drawn of squares)


def secret_text(device: TOTPDevice) -> str:
    """The secret for those who type it."""
    text = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(re.findall(".{1,4}", text))


def verified(user: Any, code: str) -> Any:
    """The device that a code proves, or None. A code is good once, also for two who send it together."""
    code = _bare(code)
    if re.fullmatch("[0-9]{6}", code):
        device: Any = device_of(user)
    else:
        device, code = StaticDevice.objects.filter(user=user).first(), _digest(code)
    return device and django_otp.verify_token(user, device.persistent_id, code)


@transaction.atomic
def set_up(user: Any, code: str) -> tuple[TOTPDevice, list[str]] | None:
    """Makes the new app the only one if the code is its; the device and recovery codes, else None."""
    new = device_to_set_up(user)
    if not django_otp.verify_token(user, new.persistent_id, _bare(code)):
        return None
    TOTPDevice.objects.filter(user=user).exclude(pk=new.pk).delete()
    TOTPDevice.objects.filter(pk=new.pk).update(confirmed=True)
    return new, _new_recovery_codes(user)


@transaction.atomic
def reset(user: Any) -> None:
    """Takes everything away; sessions that rest on it are no longer let in."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def _new_recovery_codes(user: Any) -> list[str]:
    """New codes in place of all old ones; nobody can read them again."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="Recovery codes")
    codes = [
        base64.b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(RECOVERY_CODES)
    ]
    for code in codes:
        device.token_set.create(token=_digest(code))
    return ["-".join(re.findall("....", code)) for code in codes]


def _bare(code: str) -> str:
    return re.sub(r"[\s-]", "", code).lower()


def _digest(code: str) -> str:
    """As much of the digest as the column holds: 96 bits."""
    return base64.urlsafe_b64encode(hashlib.sha256(code.encode()).digest()).decode()[:16]
