"""docs/json.md names everything the JSON has."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.services.files.sample_pages import sample_files

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "json.md").read_text("utf-8")


@pytest.fixture(scope="module")
def data():
    command = [sys.executable, "-X", "utf8", "-m", "annotator", "process", *map(str, sample_files())]
    done = subprocess.run(command, capture_output=True, check=True)
    return json.loads(done.stdout)


def _names(value):
    if isinstance(value, dict):
        return set(value) | {name for inner in value.values() for name in _names(inner)}
    if isinstance(value, list):
        return {name for inner in value for name in _names(inner)}
    return set()


def test_every_name_is_in_the_document(data):
    assert data["articles"]
    assert data["flags"]
    named = set(re.findall(r"`(\w+)`", DOCUMENT))
    assert _names(data) - named == set()


def test_the_schema_is_the_one_described(data):
    assert f"`{data['schema']}`" in DOCUMENT
    assert f'`"{data["offset_unit"]}"`' in DOCUMENT
