"""Bombs, traps and senseless input are refused in one sentence, soon, and without taking all memory."""

import io
import json
import zipfile

import pytest
from helpers.programs import running

from annotator.cli.main import DONE, REFUSED, main
from annotator.services.project.session import Session

BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE alto [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {"abcdefghij"[n]} "{("&" + "abcdefghij"[n - 1] + ";") * 10}">' for n in range(1, 10))
    + "]><alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'>&j;</alto>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE alto [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    "<alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'>&x;</alto>"
)


def zip_bomb(name):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"0" * 300_000_000)
    return made.getvalue()


@pytest.fixture
def project(own_home, tmp_path):
    path = tmp_path / "p.annotator"
    Session.create(path, "p").close()
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.xml", BILLION_LAUGHS.encode()),
        ("outside.xml", OUTSIDE.encode()),
        ("deep.xml", b"<alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'>" + b"<a>" * 200_000),
        ("bomb.docx", zip_bomb("word/document.xml")),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n"),
        ("noise.txt", bytes(range(256)) * 40),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_page_is_refused_in_one_sentence(own_home, tmp_path, capsys, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    assert main(["process", str(path)]) == REFUSED
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 500_000,
        b'{"text": "x", "label": [[0, 1e999, "A"]]}',
        b'{"text": "x", "label": [[-5, 99999999999999999999, "A"]]}',
        b'{"text": "\\ud800", "label": []}\n{"text": 5}',
        zip_bomb("a.txt"),
    ],
)
def test_hostile_labels_are_refused_or_left_out(project, tmp_path, content, capsys):
    path = tmp_path / "labels.jsonl"
    path.write_bytes(content)
    assert main(["labels", "import", str(project), str(path)]) in (DONE, REFUSED)
    assert "Traceback" not in capsys.readouterr().err


def test_a_deeply_nested_scheme_is_refused(tmp_path):
    from annotator.errors import UserError
    from annotator.services.labels.schemes import read_scheme_file

    path = tmp_path / "scheme.json"
    path.write_text('{"labels":' * 50_000, "utf-8")
    with pytest.raises(UserError):
        read_scheme_file(path)


def test_an_expression_without_end_is_stopped(own_home, tmp_path):
    """In a process of its own: what cannot be interrupted would stop the tests too."""
    code = (
        "from annotator.services.editing.finding import Query, prepare\n"
        "from annotator.text.searching import PatternError\n"
        "try:\n    prepare(Query('(a+)+$', regular=True)).matcher.hits('a' * 5000 + 'b')\n"
        "except PatternError as error:\n    print(error.code)\n"
    )
    with running(code) as program:
        assert program.stdout.read() in ("too_slow\n", "")


def test_a_formula_in_a_table_is_shown_and_not_obeyed(project, tmp_path, capsys):
    page = tmp_path / "page.txt"
    page.write_text('=HYPERLINK("http://example.invalid")春茶\n\n本报讯 三月以来，茶园开采。\n', "utf-8")
    assert main(["import", str(project), str(page), "--name", "=cmd|' /C calc'!A0"]) == DONE
    capsys.readouterr()
    assert main(["export", str(project), "-", "--format", "corrections-csv"]) == DONE
    table = capsys.readouterr().out
    assert not [
        cell for line in table.splitlines() for cell in line.split(",") if cell[:1] in "=+-@" and cell
    ]


def test_script_in_a_page_is_text_in_exported_html(project, tmp_path, capsys):
    page = tmp_path / "page.txt"
    page.write_text(
        "<script>alert(1)</script>春茶\n\n本报讯 三月以来，<img src=x onerror=alert(1)>茶园开采。\n", "utf-8"
    )
    assert main(["import", str(project), str(page)]) == DONE
    capsys.readouterr()
    assert main(["export", str(project), "-", "--format", "html"]) == DONE
    html = capsys.readouterr().out
    assert "<script>alert" not in html
    assert "<img" not in html
    assert json.dumps(html)
