"""constraints.txt pins what is installed, by name and version alone."""

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LINES = [
    line
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


# What only the extra ``ocr`` needs; the checks do without its 350 MB.
OPTIONAL = frozenset(
    {
        "colorlog",
        "omegaconf",
        "opencv-python-headless",
        "pyclipper",
        "rapidocr",
        "requests",
        "shapely",
        "tqdm",
    }
    | {"pyyaml", "six", "urllib3", "charset-normalizer", "idna", "certifi"}
)


def _is_here(name):
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


HERE = [line for line in LINES if _is_here(line.partition("==")[0])]


def test_only_what_the_extra_needs_may_be_missing():
    assert {line.partition("==")[0] for line in LINES} - {
        line.partition("==")[0] for line in HERE
    } <= OPTIONAL


def test_every_line_is_a_name_and_an_exact_version_without_an_address():
    assert LINES
    wrong = [line for line in LINES if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.+]*", line)]
    assert wrong == []


def test_no_pinned_distribution_was_installed_from_an_address():
    names = [line.partition("==")[0] for line in HERE]
    assert [name for name in names if distribution(name).read_text("direct_url.json")] == []


def test_the_pinned_versions_are_the_installed_ones():
    pinned = dict(line.split("==") for line in HERE)
    assert {name: distribution(name).version for name in pinned} == pinned


def test_every_requirement_of_the_project_is_pinned():
    pinned = {line.partition("==")[0] for line in LINES}
    lines = distribution("annotator").requires
    required = {re.sub(r"[-_.]+", "-", Requirement(line).name).lower() for line in lines}
    assert required <= pinned
