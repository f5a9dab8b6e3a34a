"""The system account for PostgreSQL when started by root, since PostgreSQL refuses to run as root."""

import errno
import logging
import os
import pwd
import shutil
import struct
import subprocess
import time
from dataclasses import dataclass
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

from balkanwatch.postgres.folder import Folder, program

ACCOUNT_NAME = "balkanwatch-pg"
ACL = "system.posix_acl_access"

# Linux, include/uapi/linux/posix_acl.h and posix_acl_xattr.h
USER_OBJ, USER, GROUP_OBJ, GROUP, MASK, OTHER = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
ACL_VERSION = 2
NO_ID = 0xFFFFFFFF
READ, EXECUTE = 4, 1

ADVICE = "Move the checkout to a folder open to other accounts, or set DATABASE_URL."

logger = logging.getLogger(__name__)


class AccountError(Exception):
    """The account cannot be created or cannot access the files it needs."""


@dataclass(frozen=True)
class Account:
    """A system account that is not root."""

    name: str
    uid: int
    gid: int

    def process_options(self) -> dict[str, Any]:
        """Arguments for subprocess to run a program under this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_enter(self, folder: Path) -> bool:
        """Whether the account may enter a folder, tested under the account itself."""
        command = ["test", "-x", str(folder)]
        return not subprocess.run(command, check=False, **self.process_options()).returncode  # noqa: S603


def server_account(folder: Folder) -> Account | None:
    """The account the server must run under, or None for the current one.

    Root runs the server under the owner of the folder; if that is root, under a system account.
    """
    if os.geteuid() != 0:
        return None
    owner = folder.path.stat()
    if owner.st_uid:
        return Account(f"with id {owner.st_uid}", owner.st_uid, owner.st_gid)
    return system_account()


def system_account() -> Account:
    """The system account, created when missing."""
    command = ["useradd", "--system", "--user-group", "--no-create-home"]
    command += ["--home-dir", "/nonexistent", "--shell", shutil.which("nologin") or "/bin/false"]
    error_text = ""
    for _ in range(5):
        try:
            entry = pwd.getpwnam(ACCOUNT_NAME)
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
        except KeyError:
            pass
        try:
            result = subprocess.run([*command, ACCOUNT_NAME], capture_output=True, text=True)  # noqa: S603
        except FileNotFoundError:
            error_text = "the program useradd is missing"
            break
        error_text = result.stderr.strip()
        if result.returncode:
            time.sleep(0.5)  # another process may be creating it
    raise AccountError(
        f"PostgreSQL refuses to run as root, and the system account {ACCOUNT_NAME} could not be created: "
        f"{error_text or 'the account does not appear in the user list'}. Create it, work as an ordinary user, "
        "or set DATABASE_URL."
    )


def give_access(account: Account, folder: Folder) -> None:
    """Give the account access to the data folder and the binaries, and no access to anybody else.

    Parent folders keep their mode. Where the account lacks access, it gets an entry in the access
    control list: to enter folders, and to read and run the bundled PostgreSQL.
    """
    if not folder.path.stat().st_uid:
        os.chown(folder.path, 0, account.gid)
        folder.path.chmod(0o710)
    installed = program("postgres").parents[1]
    package = installed.parent
    for path in (folder.path, installed):
        for parent in [*reversed(path.parents), path]:
            if not account.can_enter(parent):
                grant(account, parent, EXECUTE)
                logger.info("gave the account %s access to %s", account.name, parent)
    for part in ("bin", "lib", "share"):
        open_tree(account, installed / part)
    open_tree(account, package.with_name(package.name + ".libs"))


def open_tree(account: Account, top: Path) -> None:
    """Let the account read a tree that is closed to others, as pip installs it under umask 077."""
    for where, _, names in os.walk(top):
        grant_missing(account, Path(where))
        for name in names:
            grant_missing(account, Path(where, name))


def grant_missing(account: Account, path: Path) -> None:
    """Give the account the owner's rights on a file or folder, except writing."""
    mode = path.stat().st_mode
    wanted = mode >> 6 & (READ | EXECUTE)
    if mode & wanted != wanted:
        grant(account, path, wanted)


def grant(account: Account, path: Path, permission: int) -> None:
    """Add an entry for the account to a path's access control list; other entries stay."""
    try:
        found = os.getxattr(path, ACL)
    except (OSError, AttributeError):
        found = b""
    entries = acl_with_entry(found, path.stat().st_mode, account.uid, permission)
    if entries == found:
        return
    try:
        os.setxattr(path, ACL, entries)
    except (OSError, AttributeError) as error:
        missing = isinstance(error, AttributeError) or error.errno == errno.ENOTSUP
        reason = "no access control lists" if missing else str(error)
        raise AccountError(
            f"PostgreSQL runs under the account {account.name}, which cannot access {path}, "
            f"and access could not be granted ({reason}). {ADVICE}"
        ) from error


def acl_with_entry(found: bytes, mode: int, uid: int, permission: int) -> bytes:
    """An access control list with an additional entry for a user.

    `found` is the present list, empty if there is only the mode. The effect of other entries, which
    the mask limits, stays the same.
    """
    if found:
        entries = {(tag, id_): perm for tag, perm, id_ in struct.iter_unpack("<HHI", found[4:])}
    else:
        shifts = {USER_OBJ: 6, GROUP_OBJ: 3, OTHER: 0}
        entries = {(tag, NO_ID): mode >> shift & 7 for tag, shift in shifts.items()}
    mask = entries.get((MASK, NO_ID), 7)
    for tag, id_ in entries:
        if tag in (USER, GROUP_OBJ, GROUP):
            entries[tag, id_] &= mask
    entries[USER, uid] = entries.get((USER, uid), 0) | permission
    limited = [perm for (tag, _), perm in entries.items() if tag in (USER, GROUP_OBJ, GROUP)]
    entries[MASK, NO_ID] = reduce(or_, limited)
    packed = [struct.pack("<HHI", tag, entries[tag, id_], id_) for tag, id_ in sorted(entries)]
    return struct.pack("<I", ACL_VERSION) + b"".join(packed)
