"""What a bundle carries and what it must not: the rules of ``annotator.spec``, and of the check after building.

Paths are those inside the bundle, with forward slashes. What is dropped was measured: it is more than a third of what
PyInstaller collects, and the program never loads it. Libraries of the system that only dropped ones asked for go too.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatch
from pathlib import Path

EXCLUDED_MODULES = (
    # Found on a developer's machine and wanted by optional parts of libraries only.
    *(
        "IPython",
        "PIL",
        "flatbuffers",
        "google",
        "hypothesis",
        "mypy",
        "onnxruntime",
        "pandas",
        "pip",
        "pytest",
    ),
    *("_pytest", "rich", "pygments", "scipy", "setuptools", "sklearn", "spacy", "pkg_resources", "wheel"),
    # Of the standard library, and never imported by the program.
    *(
        "doctest",
        "ensurepip",
        "idlelib",
        "lib2to3",
        "pydoc",
        "pydoc_data",
        "tkinter",
        "turtle",
        "unittest",
        "venv",
    ),
    # No network; no Qt beyond widgets and drawings.
    *("PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtSql", "PySide6.QtOpenGL"),
    *("PySide6.QtDBus", "dask", "distributed", "tornado", "yaml", "smtplib", "ftplib", "xmlrpc", "imaplib"),
    *(
        "numpy.f2py",
        "numpy.distutils",
        "numpy.random",
        "numpy.fft",
        "numpy.polynomial",
        "numpy.testing",
        "lxml.html.diff",
        "lxml.isoschematron",
        "lxml.objectify",
    ),
    # OpenSSL: hashlib has code of its own for what is needed here.
    *("ssl", "_ssl", "_hashlib"),
)
"""Modules that are left out of the archive of Python code."""

_DROPPED = (
    # GTK and what it drags in when the building machine has it; dark mode on GNOME works without.
    *(
        "libgtk-3*",
        "libgdk-3*",
        "libgdk_pixbuf*",
        "libcairo*",
        "libpango*",
        "libatk*",
        "libatspi*",
        "libepoxy*",
    ),
    *("*/platformthemes/libqgtk3*", "*/platforminputcontexts/libqtvirtualkeyboard*"),
    # Platforms of devices without a desktop.
    *("*/platforms/libqeglfs*", "*/platforms/libqlinuxfb*", "*/platforms/libqvnc*", "*/platforms/libqvkkhr*"),
    *("*/platforms/libqminimal*", "*/egldeviceintegrations/*", "*/generic/*", "*/platforms/qminimal*"),
    *("*/wayland-*/libvulkan*", "*/wayland-*/libivi*", "*/wayland-*/libfullscreen*", "*/wayland-*/libdrm*"),
    *("*/platforms/qdirect2d*", "libQt6EglFS*", "*/libQt6EglFS*", "*/libQt6EglFsKmsSupport*"),
    # The network.
    *(
        "*/tls/*",
        "*/networkinformation/*",
        "*libQt6Network*",
        "*Qt6Network*",
        "*QtNetwork*",
        "libssl*",
        "libk*5*",
    ),
    *("libgssapi*", "libcom_err*", "libkeyutils*"),
    # Qt Quick and others that only plugins ask for.
    *(
        "*libQt6Qml*",
        "*libQt6Quick*",
        "*libQt6Pdf*",
        "*libQt6VirtualKeyboard*",
        "*libQt6Sql*",
        "*libQt6OpenGL*",
    ),
    *("*Qt6Qml*", "*Qt6Quick*", "*opengl32sw*", "*d3dcompiler*", "*/sqldrivers/*", "*/qmltooling/*"),
    # Kinds of pictures nobody scans newspapers in. (TIFF stays.)
    *("*/imageformats/*qicns*", "*/imageformats/*qtga*", "*/imageformats/*qwbmp*", "*/imageformats/*qwebp*"),
    "*/imageformats/*qpdf*",
    # RapidFuzz: only its Levenshtein distance is asked for; the rest goes on in Python if it should be.
    *("rapidfuzz/fuzz_cpp*", "rapidfuzz/process_cpp*"),
    # Type hints, headers, tools and tests of libraries.
    *(
        "*.pyi",
        "*.pxd",
        "*.pxi",
        "*.h",
        "*.hpp",
        "*.cmake",
        "*.pc",
        "*/py.typed",
        "numpy/*/tests/*",
        "numpy/tests/*",
    ),
    *(
        "opencc/clib/bin/*",
        "opencc/clib/include/*",
        "opencc/clib/lib*/*",
        "lxml/isoschematron/*",
        "lxml/includes/*",
    ),
    *("docx/templates/default-docx-template/*", "regex/test_*", "*/__pycache__/*"),
)
_KEPT_TRANSLATIONS = ("qtbase_zh_CN.qm", "qtbase_zh_TW.qm", "qt_zh_CN.qm", "qt_zh_TW.qm")

SYSTEM_LICENSES = "system_licenses"
"""Folder below the resources of a bundle for the licences of the system's libraries in it."""

FORBIDDEN = (
    *(
        "*/tests/*",
        "*/test_*.py",
        "*gtk-3*",
        "*Qt6Network*",
        "*Qt6Quick*",
        "*Qt6Qml*",
        "*WebEngine*",
        "*/tls/*",
    ),
    *(
        "*libssl*",
        "tkinter/*",
        "*/_tkinter*",
        "PIL/*",
        "onnxruntime/*",
        "scipy/*",
        "pandas/*",
        "*.pyi",
        "*.env",
    ),
    *("*/.git/*", "*.annotator", "*.log"),
)
"""Patterns of files that a finished bundle must not hold."""


def is_wanted(path: str) -> bool:
    """Tell whether a collected file goes into the bundle.

    Args:
        path: its place in the bundle.
    """
    name = path.replace("\\", "/")
    if "/translations/" in name and name.endswith(".qm") and name.startswith("PySide6"):
        return name.rpartition("/")[2] in _KEPT_TRANSLATIONS
    return not any(fnmatch(name, pattern) for pattern in _DROPPED)


Entry = tuple[str, str, str]
"""A collected file as PyInstaller lists it: place in the bundle, where it comes from, kind."""


def without_orphans(entries: Sequence[Entry], needed: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Return the collected files without libraries of the system that nothing else asks for, and without dead links.

    Args:
        entries: the files that are wanted.
        needed: returns the names of the libraries that a file asks the loader for.
    """
    by_name = {name: source for name, source, kind in entries if _is_system_library(name, kind)}
    waiting = [source for name, source, kind in entries if name not in by_name and kind != "SYMLINK"]
    reached: set[str] = set()
    while waiting:
        found = {name for name in needed(waiting.pop()) if name in by_name} - reached
        reached |= found
        waiting += [by_name[name] for name in found]
    there = {name for name, _, _ in entries}
    return [
        entry
        for entry in entries
        if (entry[1] in there if entry[2] == "SYMLINK" else entry[0] not in by_name or entry[0] in reached)
    ]


def _is_system_library(name: str, kind: str) -> bool:
    return kind == "BINARY" and "/" not in name and ".so" in name and not name.startswith("libpython")


def needed_libraries(path: str) -> list[str]:
    """Return the names of the libraries that a Linux library or program asks the loader for.

    Raises:
        OSError: ``objdump`` is missing.
    """
    done = subprocess.run(["objdump", "-p", path], capture_output=True, text=True, check=False)
    return [line.split()[1] for line in done.stdout.splitlines() if line.strip().startswith("NEEDED")]


def resources_below(root: Path) -> dict[str, Path]:
    """Return all data files of the project, by their paths below ``resources/`` in what is shipped."""
    return {
        (prefix / path.relative_to(folder)).as_posix(): path
        for folder, prefix in ((root / "resources", Path()), (root / "docs" / "guide", Path("guide")))
        for path in folder.rglob("*")
        if path.is_file()
    }


def faults(bundle: Path, root: Path) -> list[str]:
    """Return what is wrong with the content of a bundle, a line each; none if it is as it should be.

    Args:
        bundle: the folder that PyInstaller made.
        root: the project's folder, whose resources it must hold unaltered.
    """
    files = {path.relative_to(bundle).as_posix(): path for path in bundle.rglob("*") if path.is_file()}
    inside = "_internal/annotator/resources/"
    carried = {name.removeprefix(inside) for name in files if name.startswith(inside)}
    carried = {name for name in carried if not name.startswith(f"{SYSTEM_LICENSES}/")}
    wanted = resources_below(root)
    found = [f"missing: {name}" for name in sorted(wanted.keys() - carried)]
    found += [f"not of the project: {name}" for name in sorted(carried - wanted.keys())]
    found += [
        f"altered: {name}"
        for name in sorted(carried & wanted.keys())
        if files[inside + name].read_bytes() != wanted[name].read_bytes()
    ]
    return found + [f"does not belong here: {name}" for name in sorted(_forbidden(files))]


def _forbidden(names: Iterable[str]) -> set[str]:
    return {
        name
        for name in names
        for pattern in FORBIDDEN
        if fnmatch(name.removeprefix("_internal/"), pattern) or fnmatch(name, pattern)
    }
