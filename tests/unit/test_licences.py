"""Everything the program is made of has its licence in resources/licenses."""

import json
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from annotator.resources import resource_path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = resource_path("licenses")
INDEX = json.loads((FOLDER / "index.json").read_text("utf-8"))
BY_NAME = {canonicalize_name(entry["name"]): entry for entry in INDEX}

# sqlite-utils declares pip but does not import it; it comes with Python and is no part of the program.
NOT_PART = frozenset({"pip"})


def _run_time_names(name="annotator", found=None):
    found = set() if found is None else found
    for line in distribution(name).requires or ():
        requirement = Requirement(line)
        key = canonicalize_name(requirement.name)
        wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if wanted and key not in found and key not in NOT_PART:
            found.add(key)
            _run_time_names(requirement.name, found)
    return found


RUN_TIME = sorted(_run_time_names())


def test_the_walk_reaches_what_is_required_indirectly():
    assert {"pyside6-essentials", "shiboken6", "python-dateutil"} <= set(RUN_TIME)
    assert "pytest" not in RUN_TIME


@pytest.mark.parametrize("name", RUN_TIME)
def test_a_distribution_has_a_line_with_the_pinned_version(name):
    pinned = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert f"{name}=={BY_NAME[name]['version']}" in pinned


@pytest.mark.parametrize("name", RUN_TIME)
def test_the_text_holds_what_the_distribution_carries(name):
    text = (FOLDER / BY_NAME[name]["file"]).read_text("utf-8")
    carried = [
        file.read_text("utf-8").replace("\r\n", "\n").strip()
        for file in distribution(name).files
        if ".dist-info" in str(file) and file.name.lower().startswith(("licen", "copying", "notice"))
    ]
    # Wheels for different systems end differently (which libraries they bring), so the beginnings are compared.
    assert [start for start in (whole[:500] for whole in carried) if start not in text] == []


@pytest.mark.parametrize("entry", INDEX, ids=[entry["name"] for entry in INDEX])
def test_a_line_is_complete(entry):
    assert set(entry) == {
        "name", "version", "license", "file", "homepage", "purpose", "purpose_zh", "covers",
    }  # fmt: skip
    assert len((FOLDER / entry["file"]).read_text("utf-8")) > 500
    assert all(entry[key] for key in ("name", "license", "purpose", "purpose_zh"))


def test_no_text_is_without_a_line():
    files = {file.name for file in FOLDER.iterdir()} - {"index.json"}
    assert files == {entry["file"] for entry in INDEX}


def test_qt_comes_with_both_texts_of_its_licence():
    text = (FOLDER / BY_NAME["pyside6-essentials"]["file"]).read_text("utf-8")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "GNU GENERAL PUBLIC LICENSE" in text
    assert "Version 3, 29 June 2007" in text


def test_every_resource_comes_from_exactly_one_line():
    base = FOLDER.parent
    covers = [base / covered for entry in INDEX for covered in entry["covers"]]
    files = [file for file in base.rglob("*") if file.is_file() and FOLDER not in file.parents]
    counts = {
        str(file.relative_to(base)): sum(covered == file or covered in file.parents for covered in covers)
        for file in files
    }
    assert {name: count for name, count in counts.items() if count != 1} == {}
