#!/usr/bin/env python3
"""Bring the Chinese translation of the window up to date, and compile it.

    python build/make_translations.py            collect texts from the source, then compile
    python build/make_translations.py --check    only tell what is missing; nothing is written

New texts come into ``resources/i18n/annotator_zh_CN.ts`` as unfinished; translate them there and run this again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TS = ROOT / "resources" / "i18n" / "annotator_zh_CN.ts"
QM = TS.with_suffix(".qm")


def collect(target: Path) -> None:
    """Put the texts of the source into a translation file; what is translated there stays."""
    sources = [path.relative_to(ROOT) for path in sorted((ROOT / "annotator" / "ui").rglob("*.py"))]
    options = ("-locations", "none", "-no-obsolete", "-source-language", "en", "-target-language", "zh_CN")
    run("lupdate", *options, *map(str, sources), "-ts", str(target))


def compile_to(source: Path, target: Path) -> None:
    """Compile a translation file."""
    run("lrelease", "-silent", str(source), "-qm", str(target))


def run(tool: str, *arguments: str) -> None:
    """Run one of Qt's tools, from the environment this program runs in.

    Raises:
        subprocess.CalledProcessError: it failed; what it said has been printed.
    """
    beside = Path(sys.executable).with_name(f"pyside6-{tool}")
    program = str(beside) if beside.exists() else shutil.which(f"pyside6-{tool}") or f"pyside6-{tool}"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [program, *arguments], cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode != 0:
        print(done.stdout, done.stderr, file=sys.stderr)
        done.check_returncode()


def messages(path: Path) -> dict[tuple[str, str], str | None]:
    """Return the translations of a file by context and source text; None where one is unfinished."""
    found: dict[tuple[str, str], str | None] = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            done = translation is not None and translation.get("type") is None and translation.text
            found[name, message.findtext("source") or ""] = str(done) if done else None
    return found


def problems() -> list[str]:
    """Return what is wrong with the committed translation: missing, left over or unfinished texts."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / TS.name
        shutil.copy(TS, fresh)
        collect(fresh)
        wanted, present = messages(fresh), messages(TS)
    found = [f"not collected: {context}: {text}" for context, text in wanted.keys() - present.keys()]
    found += [f"left over: {context}: {text}" for context, text in present.keys() - wanted.keys()]
    found += [f"unfinished: {context}: {text}" for (context, text), done in present.items() if done is None]
    return sorted(found)


def main(arguments: list[str]) -> int:
    """Do what the command line asks for; return the exit status."""
    if arguments == ["--check"]:
        found = problems()
        print("\n".join(found) or "The translation is complete.")
        return 1 if found else 0
    collect(TS)
    compile_to(TS, QM)
    unfinished = [
        f"unfinished: {context}: {text}" for (context, text), done in messages(TS).items() if not done
    ]
    print("\n".join(unfinished) or f"{QM.name} is up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
