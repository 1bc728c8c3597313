"""Confidences and other readings of OCR files reach the doubts of the text that was made of them."""

from __future__ import annotations

import pytest
from helpers.ocr_files import ALTO, PAGE

from annotator.model.operations import ReplaceText
from annotator.services.checks.checking import check_issue, load_models
from annotator.services.project.session import Session
from annotator.services.rebuilding.importing import import_issue
from annotator.services.rebuilding.rerunning import rerun_in
from annotator.services.sources.engine_views import EngineViews
from annotator.services.sources.page_layouts import layout_of_page, layouts_in


@pytest.fixture(params=[ALTO, PAGE], ids=["alto", "page"])
def imported(request, tmp_path):
    path = tmp_path / "A01.xml"
    path.write_text(request.param, "utf-8")
    return import_issue([path])


def block_with(issue, words):
    return next(block for block in issue.blocks.values() if words in block.text)


def test_confidences_stand_at_their_characters(imported):
    block = block_with(imported.issue, "袋盖")
    view = EngineViews(layouts_in(imported.sources)).of(imported.issue, [block.id])[block.id]
    at = block.text.index("袋")
    assert len(view.surprise) == len(block.text)
    assert view.surprise[at] > 1 > view.surprise[block.text.index("网")]
    assert any(other.text.startswith("覆") for other in view.alternatives if other.start == at)


def test_what_a_person_wrote_has_no_other_readings(imported):
    block = block_with(imported.issue, "袋盖")
    at = block.text.index("袋盖")
    issue = ReplaceText(block.id, at, at + 2, "铺盖", "袋盖", "typing").apply(imported.issue)
    view = EngineViews(layouts_in(imported.sources)).of(issue, [block.id])[block.id]
    assert not any(other.start < at + 2 and other.end > at for other in view.alternatives)


def test_an_imported_issue_has_the_engine_in_its_doubts_and_keeps_it_in_a_rerun(tmp_path):
    text = PAGE.replace("全市。", "全市农村，村民说信号很好。").replace('conf="0.3"', 'conf="0.45"')
    path = tmp_path / "A01.xml"
    path.write_text(text, "utf-8")
    models = load_models()
    imported = import_issue([path], models=models)
    block = block_with(imported.issue, "袋盖")
    flags = imported.issue.flags[block.id]
    at = block.text.index("袋")
    best = next(flag for flag in flags if flag.start <= at < flag.end)
    assert best.candidates[0].text in ("覆", "覆盖")
    without = check_issue(imported.issue, models).flags[block.id]
    assert best.score > next(flag for flag in without if flag.start <= at < flag.end).score
    with Session.create(tmp_path / "p.annotator", "P") as session:
        session.add_issue(imported.issue, imported.sources)
        layouts = EngineViews(lambda page: layout_of_page(session, imported.issue.id, page))
        assert layouts.of(imported.issue, [block.id])
        assert rerun_in(session, imported.issue.id, models, check_all=True).operation is None
