"""Pages are rebuilt as they arrive, and the issue is the one that all of them together make."""

from __future__ import annotations

import pytest

from annotator.errors import UserError
from annotator.reconstruct.pipeline import reconstruct
from annotator.services.files.sample_pages import sample_files
from annotator.services.rebuilding import drafting, importing
from annotator.services.rebuilding.importing import import_issue
from annotator.services.sources import pages, pdf_files


def test_pages_rebuilt_as_they_arrive_make_the_same_issue():
    drafted = import_issue(sample_files(), check_up_to=0)
    assert not drafted.is_checked
    whole = reconstruct(tuple(drafted.issue.pages.values()), drafted.issue.id, drafted.issue.name)
    assert whole == drafted.issue


def test_first_pages_come_only_where_the_others_will_take_long(monkeypatch):
    seen = []
    import_issue(sample_files(), first=seen.append, check_up_to=0)
    assert seen == []
    monkeypatch.setattr(drafting, "LONG", 100)
    whole = import_issue(sample_files(), first=seen.append, check_up_to=0).issue
    (first,) = seen
    assert list(first.pages) == ["p1"]
    assert first.pages["p1"] == whole.pages["p1"]
    assert first.id == whole.id


def test_pages_of_a_file_that_breaks_further_on_leave_no_trace(tmp_path, monkeypatch):
    files = [tmp_path / "1.txt", tmp_path / "2.pdf", tmp_path / "3.txt"]
    for number, path in enumerate(files):
        path.write_text(
            f"第{number}篇的标题\n本报讯 镇里第{number}次办了培训班，来的人很多。\n", encoding="utf-8"
        )

    def broken(path, first, chosen, engine, watch):
        page, _ = pages.read_page(files[1], f"p{first}")
        watch.arrived(pages.Arrival(0, page, None, 0.5))
        raise UserError("import.pdf", file=path.name)

    monkeypatch.setattr(pdf_files, "read_pdf_file", broken)
    imported = importing.import_issue(files, found=files, check_up_to=0)
    assert [page.name for page in imported.issue.pages.values()] == ["1.txt", "3.txt"]
    assert "第2篇的标题" in "".join(block.text for block in imported.issue.blocks.values())
    assert "第1篇的标题" not in "".join(block.text for block in imported.issue.blocks.values())


@pytest.mark.parametrize("size", [0, 10**9])
def test_how_long_an_issue_may_be_to_be_checked_at_once_is_for_the_caller_to_say(size):
    imported = import_issue(sample_files()[:1], check_up_to=size)
    assert imported.is_checked is (size > 0)
    assert bool(imported.issue.flags) is (size > 0)
