"""A project in a folder of another computer is recognised, on the systems whose words for it are known."""

from pathlib import Path, PurePosixPath

import pytest

from annotator.services.files.network_folders import (
    linux_mounts,
    mac_mounts,
    network_file_system,
    network_mount_of,
)

LINUX = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
35 22 0:31 / /home/何田/编辑部\\040共享 rw,relatime shared:7 - cifs //nas/share rw,vers=3.0
36 22 0:32 / /mnt/nfs rw - nfs4 host:/export rw
37 36 254:1 / /mnt/nfs/local rw master:1 propagate_from:2 - xfs /dev/vdb rw
38 22 0:33 / /home/a/s rw - fuse.sshfs a@b:/ rw
39 22 0:34 / /mnt/two rw - nfs4 host:/two rw
40 22 254:2 / /mnt/two rw - ext4 /dev/vdc rw
"""
MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//me@nas._smb._tcp.local/编辑部 (旧) on /Volumes/编辑部 (旧) (smbfs, nodev, nosuid, mounted by me)
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/何田/编辑部 共享/一期.annotator", "cifs"),
        ("/home/何田/一期.annotator", ""),
        ("/mnt/nfs/a/b.annotator", "nfs4"),
        ("/mnt/nfs/local/b.annotator", ""),
        ("/mnt/nfsx/b.annotator", ""),
        ("/home/a/s/b.annotator", "fuse.sshfs"),
        ("/mnt/two/b.annotator", ""),
    ],
)
def test_on_linux_the_innermost_and_last_mount_counts(path, kind):
    assert network_mount_of(PurePosixPath(path), linux_mounts(LINUX)) == kind


def test_on_macos_shares_are_told_from_disks():
    mounts = mac_mounts(MAC)
    assert network_mount_of(PurePosixPath("/Volumes/编辑部 (旧)/a.annotator"), mounts) == "smbfs"
    assert network_mount_of(PurePosixPath("/Users/me/a.annotator"), mounts) == ""


def test_what_cannot_be_found_out_is_taken_for_a_disk(tmp_path, monkeypatch):
    assert network_file_system(tmp_path / "none.annotator") == ""
    monkeypatch.setattr(Path, "read_text", lambda *_: (_ for _ in ()).throw(PermissionError("no")))
    assert network_file_system(tmp_path) == ""
