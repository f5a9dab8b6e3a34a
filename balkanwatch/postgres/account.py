"""The system account PostgreSQL runs under when we are root, since it refuses to run as root."""

import errno
import logging
import os
import pwd
import shutil
import struct
import subprocess
import time
from dataclasses import dataclass
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

WAYS_OUT = "Move the checkout to a folder open to other accounts, or set DATABASE_URL."

logger = logging.getLogger(__name__)


class AccountError(Exception):
    """The account cannot be had, or cannot reach what it needs."""


@dataclass(frozen=True)
class Account:
    """A system account that is not root."""

    name: str
    uid: int
    gid: int

    def process_options(self) -> dict[str, Any]:
        """The arguments with which subprocess starts a program under this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_enter(self, folder: Path) -> bool:
        """Whether the account may pass through a folder; asked of the system itself."""
        command = ["test", "-x", str(folder)]
        return not subprocess.run(command, check=False, **self.process_options()).returncode  # noqa: S603


def server_account(folder: Folder) -> Account | None:
    """The account the server must run under, or None when that is the current one.

    Root works for the owner of the folder; a folder of root's own is lent to a system account.
    """
    if os.geteuid() != 0:
        return None
    owner = folder.path.stat()
    if owner.st_uid:
        return Account(f"with id {owner.st_uid}", owner.st_uid, owner.st_gid)
    entry = system_account()
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def system_account() -> pwd.struct_passwd:
    """The entry of the system account, created when missing."""
    command = ["useradd", "--system", "--user-group", "--no-create-home"]
    command += ["--home-dir", "/nonexistent", "--shell", shutil.which("nologin") or "/bin/false"]
    said = ""
    for _ in range(5):
        try:
            return pwd.getpwnam(ACCOUNT_NAME)
        except KeyError:
            pass
        try:
            result = subprocess.run([*command, ACCOUNT_NAME], capture_output=True, text=True)  # noqa: S603
        except FileNotFoundError:
            said = "the program useradd is missing"
            break
        said = result.stderr.strip()
        if result.returncode:
            time.sleep(0.5)  # another process may be creating it
    raise AccountError(
        f"PostgreSQL refuses to run as root, and the system account {ACCOUNT_NAME} could not be created: "
        f"{said or 'it does not appear in the user list'}. Create it, work as an ordinary user, "
        "or set DATABASE_URL."
    )


def open_the_way(account: Account, folder: Folder) -> None:
    """Let the account reach the data folder and the binaries, and nobody else anything more.

    Folders on the way keep their mode; where the account cannot pass, it alone gets an entry in
    the access control list: to pass folders, to read and run the bundled PostgreSQL.
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
                logger.info("let the account %s pass through %s", account.name, parent)
    for part in ("bin", "lib", "share"):
        open_tree(account, installed / part)
    open_tree(account, package.with_name(package.name + ".libs"))


def open_tree(account: Account, top: Path) -> None:
    """Let the account read a tree that others may not (pip installs so under umask 077)."""
    for where, _, names in os.walk(top):
        grant_missing(account, Path(where))
        for name in names:
            grant_missing(account, Path(where, name))


def grant_missing(account: Account, path: Path) -> None:
    """Let the account do with one file or folder what its owner may, save writing."""
    mode = path.stat().st_mode
    wanted = mode >> 6 & (READ | EXECUTE)
    if mode & wanted != wanted:
        grant(account, path, wanted)


def grant(account: Account, path: Path, permission: int) -> None:
    """Add an entry for the account to a path's access control list, keeping the others'."""
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
        reason = "no access control lists" if unsupported(error) else str(error)
        raise AccountError(
            f"The account {account.name}, under which PostgreSQL runs for root, cannot get into "
            f"{path}, and it could not be let in ({reason}). {WAYS_OUT}"
        ) from error


def unsupported(error: Exception) -> bool:
    """Whether the file system or the platform knows no access control lists."""
    return isinstance(error, AttributeError) or getattr(error, "errno", 0) == errno.ENOTSUP


def acl_with_entry(found: bytes, mode: int, uid: int, permission: int) -> bytes:
    """An access control list with one more entry for a user.

    `found` is the list so far, empty when there is only the mode. Entries limited by the mask
    keep exactly the effect they had.
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
    entries[MASK, NO_ID] = 0
    for perm in limited:
        entries[MASK, NO_ID] |= perm
    packed = [struct.pack("<HHI", tag, entries[tag, id_], id_) for tag, id_ in sorted(entries)]
    return struct.pack("<I", ACL_VERSION) + b"".join(packed)
