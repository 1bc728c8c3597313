"""Each format of documents looks as it did when its file in ``golden`` was looked at.

After a change that is meant: ``python tests/unit/services/export/test_golden.py`` writes the files anew; look at them.
"""

import io
import re
import zipfile
from pathlib import Path

import pytest
from helpers.hand_made import hand_made_issue

from annotator import __version__
from annotator.model.decision import Jump
from annotator.model.labels import LabelSpan
from annotator.model.layout import Columns
from annotator.model.operations import AddLabels, ReplaceText, SetJump, perform
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.provenance import Place
from annotator.services.export.export_formats import FORMATS
from annotator.services.export.export_material import Material

GOLDEN = Path(__file__).parent / "golden"
WHEN = "2024-06-03T09:30:00Z"
DOCUMENTS = [form for form in FORMATS if form.labels is None]
PARTS = {
    "docx": ("word/document.xml",),
    "docx-tracked": ("word/document.xml",),
    "docx-labels": ("word/document.xml", "word/comments.xml"),
    "epub": ("EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/article-1.xhtml"),
}
"""What is looked at in files that are archives."""


def material():
    base = issue = hand_made_issue()
    assert issue.blocks["b4"].text[8:10] == "容出"
    for operation in (
        ReplaceText("b1", 2, 4, "覆盖", "袋盖", "flag:lattice@李编辑"),
        ReplaceText("b4", 8, 10, "凸出", "容出", "typing@王编辑"),
        SetJump("j", Jump("j", "下转第2版", "j1", "j2")),
        AddLabels((PlacedSpan(LabelSpan("s1", "LOC"), (Place("t1", 0, 2),)),)),
    ):
        issue = perform(issue, operation).issue
    dates = {("b1", "覆盖"): WHEN, ("b4", "凸出"): WHEN}
    return Material(issue, base, dates, columns={"p1": Columns(((21, 56, 1), (57, 60, 2)))})


def files_of(form):
    """Return what is looked at of a format, by the names of the files in ``golden``."""
    made = material()
    data = form.write(made, made.issue.order)
    if form.name not in PARTS:
        return {f"{form.name}{form.suffix}": data.replace(__version__.encode(), b"VERSION")}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            f"{form.name}-{Path(part).name}": re.sub(
                rb"\d{4}-\d\d-\d\dT[\d:]+Z", WHEN.encode(), archive.read(part)
            )
            for part in PARTS[form.name]
        }


@pytest.mark.parametrize("form", DOCUMENTS, ids=lambda form: form.name)
def test_a_format_looks_as_it_did(form):
    for name, content in files_of(form).items():
        assert content == (GOLDEN / name).read_bytes(), name


def test_there_is_no_golden_file_too_many():
    assert {path.name for path in GOLDEN.iterdir()} == {name for form in DOCUMENTS for name in files_of(form)}


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for form in DOCUMENTS:
        for name, content in files_of(form).items():
            (GOLDEN / name).write_bytes(content)
