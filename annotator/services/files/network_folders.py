"""Whether a file lies in a folder of another computer, where SQLite can rely neither on locks nor on what was written.

See "Use on a network filesystem" in https://www.sqlite.org/useovernet.html.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path, PurePosixPath

NETWORK_FILE_SYSTEMS = frozenset(
    (
        *(
            "nfs",
            "nfs4",
            "cifs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "ncpfs",
            "afs",
            "afpfs",
            "ceph",
            "glusterfs",
        ),
        *(
            "lustre",
            "beegfs",
            "gpfs",
            "9p",
            "davfs",
            "webdav",
            "ftp",
            "fuse.sshfs",
            "fuse.rclone",
            "fuse.davfs",
        ),
        *("fuse.glusterfs", "fuse.ceph", "fuse.s3fs", "fuse.gvfsd-fuse", "fuse.kio-fuse", "fuse.curlftpfs"),
        *("macfuse", "osxfuse"),
    )
)
"""Names that Linux and macOS have for file systems of other computers."""

_DRIVE_REMOTE = 4  # of GetDriveTypeW


def network_file_system(path: Path) -> str:
    """Return the kind of network folder that a file lies in, or an empty text for a disk of this computer.

    What cannot be found out counts as a disk of this computer.
    """
    try:
        where = path.resolve()
        if sys.platform == "win32":
            return _of_windows(where)
        if sys.platform == "darwin":
            # /sbin/mount is part of the system; the path is complete, so nothing of the person's is run.
            told = subprocess.run(
                ["/sbin/mount"], capture_output=True, encoding="utf-8", check=False, timeout=5
            )
            return network_mount_of(PurePosixPath(where), mac_mounts(told.stdout))
        listed = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
        return network_mount_of(PurePosixPath(where), linux_mounts(listed))
    except (OSError, subprocess.SubprocessError):
        return ""


def network_mount_of(path: PurePosixPath, mounts: list[tuple[PurePosixPath, str]]) -> str:
    """Return the name of the network file system that a path is on, or an empty text.

    Args:
        path: an absolute path without links.
        mounts: where file systems are mounted, and their names; of two at one place the later one is seen.
    """
    best, kind = -1, ""
    for place, name in mounts:
        if path.is_relative_to(place) and len(place.parts) >= best:
            best, kind = len(place.parts), name
    return kind if kind.lower() in NETWORK_FILE_SYSTEMS else ""


def linux_mounts(listed: str) -> list[tuple[PurePosixPath, str]]:
    """Return what ``/proc/self/mountinfo`` lists (see proc(5)): places and names of file systems."""
    found = []
    for line in listed.splitlines():
        before, mark, after = line.partition(" - ")
        fields, kinds = before.split(" "), after.split(" ")
        if mark and len(fields) > 4:
            found.append((PurePosixPath(_unescaped(fields[4])), kinds[0]))
    return found


def _unescaped(text: str) -> str:
    """Return a path as it is: blanks and the like stand as octal numbers of three digits."""
    for sign in (" ", "\t", "\n"):
        text = text.replace(f"\\{ord(sign):03o}", sign)
    return text.replace("\\134", "\\")


def mac_mounts(listed: str) -> list[tuple[PurePosixPath, str]]:
    """Return what macOS's ``mount`` lists: lines such as ``//me@host/share on /Volumes/share (smbfs, nodev)``."""
    found = []
    for line in listed.splitlines():
        head, mark, options = line.rpartition(" (")
        _, on, place = head.partition(" on ")
        if mark and on:
            found.append((PurePosixPath(place), options.rstrip(")").split(",")[0]))
    return found


def _of_windows(path: Path) -> str:
    if path.drive.startswith("\\\\"):
        return "smb"
    library = getattr(ctypes, "windll")  # noqa: B009 (the attribute is there on Windows only)
    return "smb" if library.kernel32.GetDriveTypeW(f"{path.drive}\\") == _DRIVE_REMOTE else ""
