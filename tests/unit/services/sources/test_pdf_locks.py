"""Which PDF files are locked is found out without asking anybody, and what opens one is tried on the others."""

import pytest
from helpers.pdf_files import locked_pdf, made_pdf

from annotator.formats.pdf import is_encrypted
from annotator.services.background.workplaces import WorkCancelled
from annotator.services.sources.pdf_locks import Passwords, locked_files

PAGES = [[(100, 700, 12, "新桥今日通车")]]


@pytest.fixture
def files(tmp_path):
    made = {
        "open": made_pdf(PAGES),
        "locked": locked_pdf(PAGES, "one"),
        "alike": locked_pdf(PAGES, "one"),
        "other": locked_pdf(PAGES, "two"),
        "restricted": locked_pdf(PAGES, ""),
        "damaged": b"%PDF-1.5 /Encrypt",
    }
    for name, content in made.items():
        (tmp_path / f"{name}.pdf").write_bytes(content)
    return {name: tmp_path / f"{name}.pdf" for name in (*made, "missing")}


def test_what_speaks_of_encryption_is_seen_without_reading_the_file_as_a_pdf(files, monkeypatch):
    found = {name for name, path in files.items() if is_encrypted(path)}
    assert found == {"locked", "alike", "other", "restricted", "damaged"}
    for chunk in (1, 7, 8, 9):
        monkeypatch.setattr("annotator.formats.pdf._CHUNK", chunk)
        assert {name for name, path in files.items() if is_encrypted(path)} == found


def test_a_password_opens_every_file_it_fits_and_is_remembered(files):
    passwords, paths = Passwords(), tuple(files.values())
    locked = (files["locked"], files["alike"], files["other"])
    assert locked_files(paths, passwords) == locked
    assert locked_files(paths, passwords, "wrong") == locked
    assert passwords.known() == ()
    assert locked_files(paths, passwords, "one") == (files["other"],)
    assert locked_files(paths, passwords, "two") == ()
    assert dict(passwords.of_all(paths)) == dict(zip(locked, ("one", "one", "two"), strict=True))
    assert locked_files(locked, passwords) == ()
    assert "one" not in repr(passwords)


def test_looking_is_given_up_when_nobody_waits(files):
    with pytest.raises(WorkCancelled):
        locked_files((files["locked"],), Passwords(), cancelled=lambda: True)
