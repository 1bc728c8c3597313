"""Collect the licences of everything the program is made of into resources/licenses.

The texts come from the installed distributions; those that a distribution does not carry are kept in
``build/licenses``. Run it after a change of the pinned versions: ``.venv/bin/python build/make_licenses.py``.

``index.json`` is what the window shows: a list of objects with ``name``, ``version`` (as collected; null for
data), ``license`` (SPDX expression), ``file`` (beside it), ``homepage``, ``purpose`` and ``purpose_zh``, and
``covers`` (files and folders of ``resources/`` that come from there).
"""

from __future__ import annotations

import json
import platform
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "licenses"
TARGET = ROOT / "resources" / "licenses"
RULE = "=" * 78


@dataclass(frozen=True, slots=True)
class Part:
    """Something the program is made of.

    Attributes:
        name: name of the distribution, or of the thing itself.
        license: SPDX expression.
        homepage: where to read about it.
        purpose: what the program uses it for, in English.
        purpose_zh: the same in Chinese.
        kept: texts of ``build/licenses`` that belong to it, put after those of the distribution (``LICENSE``:
            the project's own).
        installed: whether it is a distribution of this environment.
        covers: what it is the source of in ``resources/``.
    """

    name: str
    license: str
    homepage: str
    purpose: str
    purpose_zh: str
    kept: tuple[str, ...] = ()
    installed: bool = True
    covers: tuple[str, ...] = ()


_QT_TEXTS = ("qt-notice.txt", "LGPL-3.0.txt", "GPL-3.0.txt")
_GITHUB = "https://github.com/"

_OWN = (
    "i18n",
    "icons",
    "label_schemes",
    "report_words",
    "samples",
    "words",
    "models/README.md",
    "models/compositions",
    "models/glyph_channel",
    "models/judge",
    "models/marks",
    "models/links.json",
    "models/places.json",
    "models/starts.json",
)

PARTS = (
    Part("Annotator", "Apache-2.0", "", "this program", "本程序", ("LICENSE",), False, _OWN),
    Part("Python", "PSF-2.0", "https://www.python.org/", "the language", "编程语言", ("Python.txt",), False),
    Part("PySide6-Essentials", "LGPL-3.0-only", "https://pyside.org/", "the window", "窗口界面", _QT_TEXTS),
    Part(
        "shiboken6",
        "LGPL-3.0-only",
        "https://pyside.org/",
        "part of PySide6",
        "PySide6 的组成部分",
        _QT_TEXTS,
    ),
    Part(
        "OpenCC",
        "Apache-2.0 AND BSD-2-Clause AND MIT",
        _GITHUB + "BYVoid/OpenCC",
        "simplified and traditional characters",
        "简繁转换",
        ("marisa-trie-library.txt", "darts-clone.txt", "rapidjson.txt"),
    ),
    Part("RapidFuzz", "MIT", _GITHUB + "rapidfuzz/RapidFuzz", "similar strings", "相似字符串"),
    Part(
        "regex",
        "Apache-2.0 AND CNRI-Python",
        _GITHUB + "mrabarnett/mrab-regex",
        "regular expressions that can be interrupted",
        "可中断的正则表达式",
        ("Python.txt",),
    ),
    Part(
        "pypdfium2",
        "BSD-3-Clause AND Apache-2.0",
        _GITHUB + "pypdfium2-team/pypdfium2",
        "PDF files; contains PDFium",
        "PDF 文件;内含 PDFium",
    ),
    Part("python-docx", "MIT", _GITHUB + "python-openxml/python-docx", "Word documents", "Word 文档"),
    Part(
        "lxml",
        "BSD-3-Clause AND MIT",
        "https://lxml.de/",
        "files of OCR engines, web pages",
        "OCR 文件、网页",
    ),
    Part(
        "typing_extensions",
        "PSF-2.0",
        _GITHUB + "python/typing_extensions",
        "part of python-docx",
        "python-docx 的依赖",
    ),
    Part("sqlite-utils", "Apache-2.0", _GITHUB + "simonw/sqlite-utils", "the project file", "项目文件"),
    Part(
        "numpy",
        "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0",
        "https://numpy.org/",
        "number tables",
        "数值表",
    ),
    Part(
        "rjieba",
        "MIT",
        _GITHUB + "messense/rjieba-py",
        "word segmentation; contains jieba-rs and the jieba dictionary",
        "分词;内含 jieba-rs 与结巴词典",
        ("rjieba.txt", "jieba-rs.txt", "jieba.txt"),
    ),
    Part("chardet", "0BSD", _GITHUB + "chardet/chardet", "encodings of text files", "识别文本编码"),
    Part(
        "platformdirs",
        "MIT",
        _GITHUB + "tox-dev/platformdirs",
        "places of the program's files",
        "程序文件位置",
    ),
    Part("filelock", "MIT", _GITHUB + "tox-dev/filelock", "one writer for a project", "保证项目只有一处写入"),
    Part("click", "BSD-3-Clause", _GITHUB + "pallets/click", "the command line", "命令行"),
    Part(
        "click-default-group",
        "BSD-3-Clause",
        _GITHUB + "click-contrib/click-default-group",
        "part of sqlite-utils",
        "sqlite-utils 的依赖",
    ),
    Part("pluggy", "MIT", _GITHUB + "pytest-dev/pluggy", "part of sqlite-utils", "sqlite-utils 的依赖"),
    Part(
        "python-dateutil",
        "BSD-3-Clause AND Apache-2.0",
        _GITHUB + "dateutil/dateutil",
        "part of sqlite-utils",
        "sqlite-utils 的依赖",
    ),
    Part(
        "sqlite-fts4",
        "Apache-2.0",
        _GITHUB + "simonw/sqlite-fts4",
        "part of sqlite-utils",
        "sqlite-utils 的依赖",
    ),
    Part(
        "tabulate", "MIT", _GITHUB + "astanin/python-tabulate", "part of sqlite-utils", "sqlite-utils 的依赖"
    ),
    Part(
        "tzdata", "Apache-2.0", _GITHUB + "python/tzdata", "part of python-dateutil", "python-dateutil 的依赖"
    ),
    Part(
        "pyinstaller",
        "GPL-2.0-or-later WITH Bootloader-exception",
        "https://pyinstaller.org/",
        "starts the program in the packages that need no Python",
        "免安装版的启动程序",
    ),
    Part(
        "libime language model",
        "LGPL-2.1-or-later",
        _GITHUB + "fcitx/libime",
        "how likely words follow each other",
        "语言模型:词语相连的概率",
        ("libime-notice.txt", "LGPL-2.1.txt"),
        False,
        ("models/language_model",),
    ),
    Part(
        "open-gram language model",
        "CC-BY-SA-3.0",
        "https://sourceforge.net/projects/open-gram/",
        "a second opinion on how likely words follow each other",
        "第二语言模型:词语相连的概率",
        ("open-gram-notice.txt", "CC-BY-SA-3.0.txt"),
        False,
        ("models/open_gram",),
    ),
    Part(
        "wordfreq and jieba word lists",
        "CC-BY-SA-4.0 AND MIT",
        _GITHUB + "rspeer/wordfreq",
        "how often words occur",
        "词频表",
        ("word-frequencies-notice.txt", "CC-BY-SA-4.0.txt", "jieba.txt"),
        False,
        ("models/word_frequencies",),
    ),
)


def license_files(found: Distribution) -> list[tuple[str, str]]:
    """Return name and text of every licence, copying and notice file a distribution carries, in order."""
    texts = []
    for file in sorted(found.files or (), key=str):
        name = file.name.lower()
        marked = name.startswith(("licen", "copying", "notice", "dragon4_licen"))
        if ".dist-info/licenses/" in str(file) or (".dist-info" in str(file) and marked):
            inner = str(file).partition(".dist-info/")[2].removeprefix("licenses/")
            texts.append((inner, _decoded(file.read_binary())))
    return texts


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")  # old texts with a copyright sign


def kept_text(name: str) -> str:
    """Return a text that is kept here."""
    return (ROOT / name if name == "LICENSE" else KEPT / name).read_text("utf-8")


def full_text(part: Part) -> str:
    """Return all licence texts of a part as one text, each below its name.

    Raises:
        SystemExit: there is none.
    """
    texts = license_files(distribution(part.name)) if part.installed else []
    texts += [(name, kept_text(name)) for name in part.kept]
    if not texts:
        sys.exit(f"{part.name} carries no licence text; put one into build/licenses and name it in PARTS")
    headed = (f"{RULE}\n{part.name}: {name}\n{RULE}\n\n{text.strip()}\n" for name, text in texts)
    return "\n\n".join(headed).replace("\r\n", "\n")


def version_of(part: Part) -> str | None:
    """Return the version of a part as collected, or None for data."""
    if part.name == "Python":
        return ".".join(platform.python_version_tuple()[:2])
    return distribution(part.name).version if part.installed else None


def main() -> int:
    """Write the texts and index.json anew."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for old in (*TARGET.glob("*.txt"), TARGET / "index.json"):
        old.unlink(missing_ok=True)
    entries = []
    for part in PARTS:
        file = f"{part.name.replace(' ', '-')}.txt"
        (TARGET / file).write_text(full_text(part), "utf-8")
        entries.append(
            {
                "name": part.name,
                "version": version_of(part),
                "license": part.license,
                "file": file,
                "homepage": part.homepage,
                "purpose": part.purpose,
                "purpose_zh": part.purpose_zh,
                "covers": list(part.covers),
            }
        )
    index = json.dumps(entries, ensure_ascii=False, indent=1)
    (TARGET / "index.json").write_text(index + "\n", "utf-8")
    print(f"{len(entries)} licences written to resources/licenses")
    return 0


if __name__ == "__main__":
    sys.exit(main())
