#!/usr/bin/env python3
"""Make the program that needs no Python: freeze it, look whether it is whole, let it try itself, and pack it.

    python build/make_bundle.py               build/dist/Annotator, checked and tried
    python build/make_bundle.py --packages    and the archives of this system (Linux: .tar.gz and .deb)

It needs the project's development environment; build on the oldest system that is to be supported, because the C
library is not part of a bundle. Everything it makes is in ``build/work`` and ``build/dist``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from bundle_contents import faults
from packaging_facts import DESKTOP_ID, ICONS, VERSION, debian_control
from system_licences import collect_licences
from trim_icu import IcuError, trim

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "work"
DIST = ROOT / "build" / "dist"
PACKAGING = ROOT / "build" / "packaging"
ICON = ROOT / "resources" / "icons" / "annotator.svg"
ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
PATIENCE = 600  # seconds for the bundle's own test


class BundleError(Exception):
    """The bundle is not as it must be; the message says why."""


def draw_icons() -> Path:
    """Draw the program's icon in all sizes and in the forms of Windows and macOS; return the folder."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    _app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    drawing = QSvgRenderer(str(ICON))
    folder = WORK / "icons"
    folder.mkdir(parents=True, exist_ok=True)
    for size in ICON_SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        drawing.render(painter)
        painter.end()
        image.save(str(folder / f"{size}.png"))
    with Image.open(folder / "256.png") as picture:
        picture.save(WORK / ICONS["win32"], sizes=[(size, size) for size in ICON_SIZES if size <= 256])
    with Image.open(folder / "512.png") as picture:
        picture.save(WORK / ICONS["darwin"])
    return folder


def freeze(dist: Path) -> Path:
    """Run PyInstaller with the project's spec; return the folder of the bundle.

    Raises:
        BundleError: it failed; what it said has been printed.
    """
    draw_icons()
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--workpath", str(WORK), "--distpath", str(dist), str(ROOT / "build" / "annotator.spec")]
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        raise BundleError("PyInstaller failed")
    bundle = dist / "Annotator"
    if sys.platform.startswith("linux"):
        _strip(bundle)
        _trim_icu(bundle)
        collect_licences(json.loads((WORK / "libraries.json").read_text("utf-8")), bundle)
    return bundle


def _trim_icu(bundle: Path) -> None:
    """Take the languages out of ICU's data that the window does not speak."""
    for library in bundle.rglob("libicudata.so.*"):
        if not library.is_symlink():
            try:
                before, after = trim(library)
                print(f"{library.name}: {before / 1e6:.1f} MB made {after / 1e6:.1f} MB")
            except IcuError as error:
                print(f"{library.name} stays as it is: {error}")


def _strip(bundle: Path) -> None:
    """Take the symbols out of the libraries, but for those that were put together anew for a wheel: they break."""
    if shutil.which("strip") is None:
        print("strip is missing: the libraries keep their symbols")
        return
    for path in bundle.rglob("*.so*"):
        if not path.is_symlink() and not path.parent.name.endswith(".libs"):
            subprocess.run(["strip", "--strip-unneeded", str(path)], check=False, capture_output=True)


def program_of(bundle: Path) -> Path:
    """Return the executable of a bundle that can be run from a console."""
    return bundle / ("annotator-cli.exe" if sys.platform == "win32" else "Annotator")


def try_out(bundle: Path) -> str:
    """Let a bundle test itself from a place with an odd name, with an empty environment; return what it said.

    On Linux its folder cannot be written to meanwhile, and where the system lets us, Python's folders are hidden.

    Raises:
        BundleError: the test failed.
    """
    with tempfile.TemporaryDirectory(prefix="校注 试用 ") as folder:
        place = Path(folder) / "程 序"
        shutil.copytree(bundle, place, symlinks=True)
        home = Path(folder) / "家 目录"
        home.mkdir()
        command = [str(program_of(place)), "--self-test"]
        environment = {} if sys.platform != "win32" else {"SYSTEMROOT": os.environ["SYSTEMROOT"]}
        if sys.platform.startswith("linux"):
            _forbid_writing(place, forbid=True)
            hiding = _hiding()
            print(
                "Python's folders are hidden from the bundle"
                if hiding
                else "Python's folders cannot be hidden here"
            )
            command = [*hiding, *command]
        try:
            done = subprocess.run(
                command,
                cwd=home,
                env={**environment, "HOME": str(home)},
                capture_output=True,
                encoding="utf-8",
                check=False,
                timeout=PATIENCE,
            )
        finally:
            _forbid_writing(place, forbid=False)
    if done.returncode != 0:
        raise BundleError(
            f"the bundle's test of itself ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        )
    return done.stdout


def _forbid_writing(place: Path, *, forbid: bool) -> None:
    for path in (place, *place.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222 if forbid else path.stat().st_mode | 0o200)


def _hiding() -> list[str]:
    """Return what to put before a command so that it finds no Python, or nothing where that is not allowed."""
    hidden = {Path(sys.base_prefix) / "lib", Path(sys.prefix)} | {
        path for path in Path("/usr/lib").glob("python3*") if path.is_dir()
    }
    mounts = "".join(f"mount -t tmpfs none '{path}' && " for path in sorted(hidden) if _may_hide(path))
    hide = (
        ["unshare", "--user", "--map-root-user", "--mount"] if os.geteuid() != 0 else ["unshare", "--mount"]
    )
    wrapper = [*hide, "sh", "-c", f'{mounts}exec "$@"', "sh"]
    try:
        allowed = subprocess.run([*wrapper, "true"], check=False, capture_output=True).returncode == 0
    except OSError:
        allowed = False
    return wrapper if allowed else []


def _may_hide(path: Path) -> bool:
    """Tell whether nothing but Python lives in a folder; the libraries of the system must stay."""
    return path.is_dir() and path not in (Path("/usr/lib"), Path("/lib"), Path("/usr"))


def size_of(bundle: Path) -> tuple[int, int]:
    """Return the bytes of a bundle, and those of them that are data of the languages' models."""
    files = [path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink()]
    models = sum(path.stat().st_size for path in files if "resources/models" in path.as_posix())
    return sum(path.stat().st_size for path in files), models


def make_tarball(bundle: Path, dist: Path) -> Path:
    """Pack a bundle with its desktop file, icon and a script that installs it for one person."""
    name = f"Annotator-{VERSION}-linux-{platform.machine()}"
    path = dist / f"{name}.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        archive.add(bundle, name)
        for file in (f"{DESKTOP_ID}.desktop", "annotator-mime.xml", "install.sh"):
            archive.add(PACKAGING / file, f"{name}/share/{file}")
        archive.add(ICON, f"{name}/share/{DESKTOP_ID}.svg")
    return path


def make_deb(bundle: Path, dist: Path) -> Path:
    """Make a Debian package that puts the program into /opt, with a command, icons and the kind of file.

    Raises:
        BundleError: dpkg-deb is missing or failed.
    """
    if shutil.which("dpkg-deb") is None:
        raise BundleError(
            "dpkg-deb is missing: a Debian package can be made on Debian and its relatives only"
        )
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()
    root = WORK / "deb"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(bundle, root / "opt" / "annotator", symlinks=True)
    _put(PACKAGING / f"{DESKTOP_ID}.desktop", root / "usr/share/applications" / f"{DESKTOP_ID}.desktop")
    _put(PACKAGING / "annotator-mime.xml", root / "usr/share/mime/packages/annotator.xml")
    _put(ICON, root / "usr/share/icons/hicolor/scalable/apps" / f"{DESKTOP_ID}.svg")
    for size in ICON_SIZES:
        target = root / f"usr/share/icons/hicolor/{size}x{size}/apps" / f"{DESKTOP_ID}.png"
        _put(WORK / "icons" / f"{size}.png", target)
    _put(ROOT / "LICENSE", root / "usr/share/doc/annotator/copyright")
    (root / "usr/bin").mkdir(parents=True)
    for command in ("Annotator", "annotator"):
        (root / "usr/bin" / command).symlink_to("/opt/annotator/Annotator")
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    library = platform.libc_ver()[1] or "2.34"
    control.write_text(
        debian_control(architecture, size_of(bundle)[0] // 1024, f"libc6 (>= {library})"), "utf-8"
    )
    path = dist / f"annotator_{VERSION}_{architecture}.deb"
    done = subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BundleError(f"dpkg-deb failed: {done.stderr}")
    return path


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def main() -> int:
    """Make a bundle; return 0 if it is whole and works."""
    options = argparse.ArgumentParser(description="Make the program that needs no Python.")
    options.add_argument("--packages", action="store_true", help="make the archives of this system too")
    options.add_argument("--dist", type=Path, default=DIST, help="folder to put them into (build/dist)")
    wanted = options.parse_args()
    try:
        bundle = freeze(wanted.dist.absolute())
        wrong = faults(bundle, ROOT)
        if wrong:
            raise BundleError("\n".join(wrong))
        print(try_out(bundle), end="")
        total, models = size_of(bundle)
        print(f"{bundle.name}: {total / 1e6:.1f} MB, of which {models / 1e6:.1f} MB language data")
        if wanted.packages and sys.platform.startswith("linux"):
            for path in (make_tarball(bundle, bundle.parent), make_deb(bundle, bundle.parent)):
                print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")
    except BundleError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
