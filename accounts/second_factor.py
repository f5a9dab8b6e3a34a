"""Second factor of the admin: codes of an authenticator app (TOTP), and recovery codes if the phone is lost.

Devices are those of django-otp. A recovery code has 80 random bits; only a hash is stored, so that a copy of
the database reveals no code.
"""

import base64
import hashlib
import re
import secrets

import django_otp
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.safestring import SafeString, mark_safe
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

RECOVERY_CODES = 10
CODE_MAX_LENGTH = 40


def device_of(user: User) -> TOTPDevice | None:
    """The confirmed authenticator app of the user, if any."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def unconfirmed_device(user: User) -> TOTPDevice:
    """The device that the user is setting up; created once, and kept until it is confirmed."""
    started = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return started or TOTPDevice.objects.create(user=user, confirmed=False)


def qr_code(device: TOTPDevice) -> SafeString:
    """The secret as a QR code: an SVG without inline styles."""
    # Imported only when needed: it takes megabytes of memory.
    import segno

    drawing = segno.make(device.config_url, error="m").svg_inline(scale=5, omitsize=False)
    return mark_safe(drawing)  # noqa: S308 (made of squares only)


def secret_text(device: TOTPDevice) -> str:
    """The secret for typing, in groups of four letters."""
    text = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(re.findall(".{1,4}", text))


def verify(user: User, code: str) -> Device | None:
    """The device of a valid code, or None. Each code works once, even if sent twice at the same time."""
    code = _normalized(code)
    if re.fullmatch("[0-9]{6}", code):
        device: Device | None = device_of(user)
    else:
        device, code = StaticDevice.objects.filter(user=user).first(), _digest(code)
    return django_otp.verify_token(user, device.persistent_id, code) if device else None


@transaction.atomic
def set_up(user: User, code: str) -> tuple[TOTPDevice, list[str]] | None:
    """Replaces the device by the new one; it and new recovery codes, or None if the code is wrong."""
    new = unconfirmed_device(user)
    if not django_otp.verify_token(user, new.persistent_id, _normalized(code)):
        return None
    TOTPDevice.objects.filter(user=user).exclude(pk=new.pk).delete()
    TOTPDevice.objects.filter(pk=new.pk).update(confirmed=True)
    return new, _new_recovery_codes(user)


@transaction.atomic
def reset(user: User) -> None:
    """Removes devices and recovery codes; sessions verified by them need a new second factor."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def _new_recovery_codes(user: User) -> list[str]:
    """Replaces all recovery codes; the new ones cannot be shown again."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="Recovery codes")
    random = (secrets.token_bytes(10) for _ in range(RECOVERY_CODES))
    codes = [base64.b32encode(each).decode().lower() for each in random]
    for code in codes:
        device.token_set.create(token=_digest(code))
    return ["-".join(re.findall("....", code)) for code in codes]


def _normalized(code: str) -> str:
    return re.sub(r"[\s-]", "", code).lower()


def _digest(code: str) -> str:
    """A hash cut to the 96 bits that the column holds."""
    return base64.urlsafe_b64encode(hashlib.sha256(code.encode()).digest()).decode()[:16]
