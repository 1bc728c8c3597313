"""The licences of the libraries that a Linux bundle takes from the system it is made on, as Debian states them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from bundle_contents import SYSTEM_LICENSES

_LICENSE = re.compile(r"^License:\s*(\S.*?)\s*$", re.MULTILINE)
_MOST_NAMES = 4


def collect_licences(libraries: Mapping[str, str], bundle: Path) -> None:
    """Put the copyright files of the packages whose libraries are in a bundle among its resources, with an index.

    The index has the form of ``resources/licenses/index.json``, and About shows both.

    Args:
        libraries: where each library that was collected comes from, by its file name.
        bundle: the folder that PyInstaller made.
    """
    folder = bundle / "_internal" / "annotator" / "resources" / SYSTEM_LICENSES
    if shutil.which("dpkg-query") is None:
        print(
            "no Debian packages here: collect the licences of the system's libraries by hand before shipping"
        )
        return
    folder.mkdir(parents=True)
    packages: dict[str, list[str]] = {}
    for path in sorted((bundle / "_internal").glob("*.so*")):
        owner = _owner(Path(libraries.get(path.name, path.name)))
        if owner and not path.is_symlink():
            packages.setdefault(owner, []).append(path.name)
    index = []
    for package, names in sorted(packages.items()):
        text = Path("/usr/share/doc", package, "copyright").read_text("utf-8", "replace")
        (folder / f"{package}.txt").write_text(text, "utf-8")
        listed = list(dict.fromkeys(_LICENSE.findall(text)))
        index.append(
            {
                "name": package,
                "version": _asked("dpkg-query", "-W", "-f", "${Version}\\n", package).splitlines()[0],
                "license": ", ".join(listed[:_MOST_NAMES]) + (", …" if len(listed) > _MOST_NAMES else ""),
                "purpose": f"a library of the system: {', '.join(names)}",
                "purpose_zh": f"系统库：{'、'.join(names)}",
                "file": f"{package}.txt",
            }
        )
    (folder / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _owner(path: Path) -> str:
    """Return the package that a library is from, or an empty text."""
    if not path.is_absolute():
        return ""
    for candidate in (path.resolve(), path, Path("/usr") / path.resolve().relative_to("/")):
        for name in (str(candidate), str(candidate).removeprefix("/usr")):
            owner = _asked("dpkg-query", "-S", name).partition(":")[0]
            if owner and " " not in owner:
                return owner
    return ""


def _asked(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
