#!/usr/bin/env python3
"""Run and test 校注 Annotator from a checkout, with one command each.

``python3 dev.py run [ARGS...]`` opens the program; ``python3 dev.py test [PYTEST ARGS...]`` passes every check.
Both first make ready what is missing: system libraries and a Chinese font (Linux), the virtual environment
``.venv`` and the packages pinned in ``constraints.txt``. Only the standard library is used here.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "annotator-setup.txt"
OLDEST_PYTHON = (3, 11)

USAGE = """\
usage: python3 dev.py run [ARGS...]          open the program (ARGS as for the command `annotator`)
       python3 dev.py test [PYTEST ARGS...]  pass all checks: lint, format, types, layers, tests
"""

# What Qt's libraries, its offscreen and its X11 plugin in PySide6-Essentials 6.11 ask the loader for (the
# "needed" entries of the files), with the Debian package that has it. What Python itself needs is left out.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
}
# The checks make a bundle too: PyInstaller puts its archive into an executable with this program.
BUNDLE_TOOLS = {"objcopy": "binutils"}
# One process a processor; tests of a file stay together, since they share what is dear to make. A process that breaks
# is named and not begun again: with its whole file once more, up to eight times, no limit of time would hold.
SIDE_BY_SIDE = ["-n", "auto", "--dist", "loadfile", "--max-worker-restart", "0"]
FONT_PACKAGE = "fonts-noto-cjk"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
# Parts of the file names of the usual Chinese fonts, lower case.
FONT_NAMES = (
    "cjk",
    "wqy",
    "sourcehan",
    "simsun",
    "simhei",
    "droidsansfallback",
    "uming",
    "ukai",
    "lxgw",
    "fandol",
)


class SetupError(Exception):
    """The machine lacks something that cannot be put there from here; the message says what to do."""


def say(line: str) -> None:
    """Print one line of progress at once."""
    print(f"dev.py: {line}", flush=True)


def call(*command: str | Path, env: dict[str, str] | None = None) -> int:
    """Run a command in the project's folder with its output shown; return its exit status."""
    status = subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False).returncode
    return status if status >= 0 else 128 - status  # ended by a signal, reported as shells do


def call_quietly(*command: str, env: dict[str, str]) -> None:
    """Run a command and show its output only if it failed."""
    done = subprocess.run(
        command, env=env, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode != 0:
        print(done.stdout, end="", file=sys.stderr, flush=True)


# System libraries and fonts (Linux)


def loadable(library: str) -> bool:
    """Tell whether the dynamic loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_libraries() -> list[str]:
    """Return the shared libraries that Qt needs and the loader does not find."""
    return [library for library in QT_LIBRARIES if not loadable(library)]


def has_chinese_font() -> bool:
    """Tell whether a font for Chinese is installed, by fontconfig or by the names of the font files."""
    lister = shutil.which("fc-list")
    if lister:
        listed = subprocess.run([lister, ":lang=zh"], capture_output=True, text=True, check=False).stdout
        return bool(listed.strip())
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    files = (
        file.name.lower() for folder in folders if folder.is_dir() for file in folder.rglob("*.[to]t[cf]")
    )
    return any(part in name for name in files for part in FONT_NAMES)


def has_ensurepip() -> bool:
    """Tell whether this Python can put pip into a virtual environment (on Debian, a package apart)."""
    return importlib.util.find_spec("ensurepip") is not None


def has_program(name: str) -> bool:
    """Tell whether a program can be started by its name."""
    return shutil.which(name) is not None


def has_python_library() -> bool:
    """Tell whether this Python is there as a shared library too, which a bundle is made of."""
    name = f"libpython{sys.version_info.major}.{sys.version_info.minor}.so.1.0"
    return loadable(name) or Path(sysconfig.get_config_var("LIBDIR") or "", name).exists()


def missing_packages(extent: str) -> list[str]:
    """Return the Debian packages whose content this machine lacks for an extent, without doubles."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    packages = [QT_LIBRARIES[library] for library in missing_libraries()]
    if not has_ensurepip():
        packages.append(f"python{version}-venv")
    if extent == "dev":
        packages += [package for tool, package in BUNDLE_TOOLS.items() if not has_program(tool)]
        if not has_python_library():
            packages.append(f"libpython{version}")
    if not has_chinese_font():
        packages.append(FONT_PACKAGE)
    return list(dict.fromkeys(packages))


def may_install() -> bool:
    """Tell whether packages can be installed from here: Debian or a relative, and the user is root."""
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def install_packages(packages: list[str]) -> None:
    """Install Debian packages; what still lacks afterwards is found by looking again, not by the status."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    say(f"installing system packages with apt-get: {' '.join(packages)}")
    call_quietly("apt-get", "update", env=environment)
    call_quietly("apt-get", "install", "-y", "--no-install-recommends", *packages, env=environment)
    importlib.invalidate_caches()


def prepare_system(extent: str) -> None:
    """Make sure of the system libraries, of ensurepip and of a Chinese font.

    Args:
        extent: ``"run"`` for what the program needs, ``"dev"`` for what the checks need too.

    Raises:
        SetupError: something is missing without which nothing runs.
    """
    if not sys.platform.startswith("linux"):  # Qt's wheels for Windows and macOS need nothing besides
        return
    packages = missing_packages(extent)
    if packages and may_install():
        install_packages(packages)
        packages = missing_packages(extent)
    if not packages:
        return
    line = f"sudo apt-get update && sudo apt-get install -y {' '.join(packages)}"
    if packages == [FONT_PACKAGE]:
        say(f"no Chinese font found, so Chinese text may show as boxes; to get one: {line}")
        return
    libraries = " ".join(missing_libraries()) or "none"
    message = (
        f"system packages are missing (libraries not found: {libraries}).\n"
        f"On Debian and Ubuntu: {line}\n"
        "Elsewhere install the packages that have these libraries, then start again."
    )
    raise SetupError(message)


# The virtual environment


def in_venv(name: str) -> Path:
    """Return the path of a program of the virtual environment."""
    if os.name == "nt":
        return VENV / "Scripts" / f"{name}.exe"
    return VENV / "bin" / name


def fingerprint() -> str:
    """Return what an installation depends on, as one line: pinned versions, Python, the project's place."""
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return f"{digest.hexdigest()} {sys.version_info.major}.{sys.version_info.minor} {ROOT}"


def read_stamp() -> tuple[str, str]:
    """Return what was installed last, ``"run"`` or ``"dev"``, and its fingerprint; empty if nothing was."""
    try:
        extent, _, print_of = STAMP.read_text("utf-8").strip().partition(" ")
    except OSError:
        return "", ""
    return extent, print_of


def is_ready(extent: str) -> bool:
    """Tell whether the environment has everything for ``extent``; what serves development serves running."""
    installed, print_of = read_stamp()
    return print_of == fingerprint() and installed in (extent, "dev") and in_venv("python").exists()


def make_venv() -> None:
    """Make the virtual environment anew.

    Raises:
        SetupError: Python cannot make one.
    """
    say("making the virtual environment .venv")
    # The interpreter behind an environment, for the case that dev.py was started by .venv's own Python.
    base = str(getattr(sys, "_base_executable", "") or sys.executable)
    if call(base, "-m", "venv", "--clear", VENV) != 0:
        message = "Python could not make a virtual environment (see above)."
        raise SetupError(message)


def prepare_environment(extent: str) -> None:
    """Install the project and its pinned packages into ``.venv``, unless that has been done.

    Args:
        extent: ``"run"`` for what the program needs, ``"dev"`` for the tools of the checks too.

    Raises:
        SetupError: the packages could not be installed.
    """
    if is_ready(extent):
        return
    installed, print_of = read_stamp()
    same_place = print_of.partition(" ")[2] == fingerprint().partition(" ")[2]
    if not (installed and same_place and in_venv("python").exists()):
        make_venv()
    STAMP.unlink(missing_ok=True)
    if installed == "dev":
        extent = "dev"  # an environment for development stays one
    say("installing the pinned packages (first time: about 150 MB)")
    target = ".[dev]" if extent == "dev" else "."
    pip = (in_venv("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input")
    if call(*pip, "-c", "constraints.txt", "-e", target) != 0:
        message = "the packages could not be installed (see above); is the package index reachable?"
        raise SetupError(message)
    STAMP.write_text(f"{extent} {fingerprint()}\n", "utf-8")


# The two commands


def run(arguments: list[str]) -> int:
    """Open the program with the arguments; return its exit status."""
    prepare_system("run")
    prepare_environment("run")
    return call(in_venv("annotator"), *arguments)


def test(arguments: list[str]) -> int:
    """Pass all checks, each of them even if one before failed; return 0 if all passed.

    The last line printed is pytest's own if all passed or just tests failed; otherwise it counts the checks.
    """
    prepare_system("dev")
    prepare_environment("dev")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    checks: dict[str, list[str | Path]] = {
        "ruff check": [in_venv("ruff"), "check", "."],
        "ruff format": [in_venv("ruff"), "format", "--check", "."],
        "mypy": [in_venv("mypy")],
        "lint-imports": [in_venv("lint-imports")],
        "pytest": [in_venv("python"), "-m", "pytest", *SIDE_BY_SIDE, *arguments],
    }
    failed = {}
    for name, command in checks.items():
        say(f"check {name}")
        status = call(*command, env=environment)
        if status != 0:
            failed[name] = status
    # 1 is pytest's own word for failed tests; with any other status its last line may look as if all were well.
    if failed and failed != {"pytest": 1}:
        say("failed: " + ", ".join(f"{name} (exit status {status})" for name, status in failed.items()))
        print(f"{len(checks) - len(failed)} passed, {len(failed)} failed", flush=True)
    return 1 if failed else 0


def main(arguments: list[str]) -> int:
    """Do what the command line asks for; return the exit status (2: wrong usage)."""
    commands = {"run": run, "test": test}
    if not arguments or arguments[0] not in commands:
        wants_help = arguments[:1] in (["-h"], ["--help"])
        print(USAGE, end="", file=sys.stdout if wants_help else sys.stderr)
        return 0 if wants_help else 2
    if sys.version_info < OLDEST_PYTHON:
        oldest = ".".join(map(str, OLDEST_PYTHON))
        print(
            f"dev.py: Python {oldest} or newer is needed, this is {sys.version.split()[0]}", file=sys.stderr
        )
        return 1
    try:
        return commands[arguments[0]](arguments[1:])
    except SetupError as error:
        print(f"dev.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
