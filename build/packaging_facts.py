"""What the packages for the three systems say of the program, in the forms the systems want."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DESKTOP_ID = "org.annotator.Annotator"
SUMMARY = "Proofread and label Chinese newspaper text"
ICONS = {"win32": "annotator.ico", "darwin": "annotator.icns"}
"""File of the icon below ``build/work``, for systems that want it in the executable."""


def _version() -> str:
    found = re.search(r'__version__ = "([^"]+)"', (ROOT / "annotator" / "__init__.py").read_text("utf-8"))
    if found is None:
        raise ValueError("annotator/__init__.py states no version")
    return found[1]


VERSION = _version()


def mac_info() -> dict[str, Any]:
    """Return the entries of a macOS bundle's Info.plist: languages, documents, the system it needs."""
    return {
        "CFBundleDisplayName": "校注 Annotator",
        "CFBundleShortVersionString": VERSION,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "zh_CN"],
        "LSMinimumSystemVersion": "13.0",
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Annotator project",
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [f"{DESKTOP_ID}.project"],
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": f"{DESKTOP_ID}.project",
                "UTTypeDescription": "Annotator project",
                "UTTypeConformsTo": ["public.data", "public.database"],
                "UTTypeTagSpecification": {"public.filename-extension": ["annotator"]},
            }
        ],
    }


def write_windows_version(folder: Path) -> Path:
    """Write the version resource of a Windows executable, in PyInstaller's form, and return its path."""
    numbers = tuple(([int(part) for part in VERSION.split(".")] + [0] * 4)[:4])
    strings = {
        "CompanyName": "The Annotator project",
        "FileDescription": "校注 Annotator",
        "FileVersion": VERSION,
        "InternalName": "Annotator",
        "LegalCopyright": "Apache-2.0",
        "OriginalFilename": "Annotator.exe",
        "ProductName": "校注 Annotator",
        "ProductVersion": VERSION,
    }
    entries = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in strings.items())
    path = folder / "windows-version.txt"
    path.write_text(
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0, OS=0x40004,"
        " fileType=1, subtype=0, date=(0, 0)),\n"
        f"  kids=[StringFileInfo([StringTable('040904B0', [{entries}])]),\n"
        "        VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n",
        "utf-8",
    )
    return path


def debian_control(architecture: str, kilobytes: int, depends: str) -> str:
    """Return the control file of a Debian package.

    Args:
        architecture: Debian's name of it, such as ``amd64``.
        kilobytes: size when installed.
        depends: packages it needs, in Debian's notation.
    """
    return (
        "Package: annotator\n"
        f"Version: {VERSION}\n"
        f"Architecture: {architecture}\n"
        "Section: text\n"
        "Priority: optional\n"
        "Maintainer: The Annotator project <noreply@annotator.invalid>\n"
        f"Installed-Size: {kilobytes}\n"
        f"Depends: {depends}\n"
        "Recommends: fonts-noto-cjk\n"
        f"Description: {SUMMARY}\n"
        " Rebuilds articles from the raw text of newspaper pages, doubts what is likely misread,\n"
        " and lets people correct and label it. Works without a network.\n"
    )
