"""An issue is renamed or removed for good; everything else of the project stays, and stays undoable."""

import tempfile
from pathlib import Path

import pytest
from helpers.desks import simple_issue
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.model.operations import ReplaceText
from annotator.services.project.progress import mark
from annotator.services.project.project_words import add_word, project_words
from annotator.services.project.session import Session
from annotator.services.project.versions import name_version, versions_of
from annotator.services.recovery.doctor import examine

IDS = ("i1", "i2", "i3")


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "p.annotator"
    with Session.create(made, "P") as session:
        for issue_id in IDS:
            session.add_issue(simple_issue(issue_id))
    return made


@pytest.fixture
def session(path):
    with Session.open(path, who="甲") as opened:
        yield opened


def put(session, *issue_ids, text="新", **options):
    """Put something before a block of some issues, as one step."""
    session.perform_all({key: [ReplaceText("b1", 0, 0, text, "", "typing")] for key in issue_ids}, **options)


def text(session, issue_id):
    return session.issue(issue_id).blocks["b1"].text


def test_an_issue_has_its_new_name_everywhere_and_after_reopening(session, path):
    put(session, "i2")
    revision = session.revision
    session.rename_issue("i2", "  2023-11-28 \n 早报 ")
    assert dict(session.issue_names)["i2"] == "2023-11-28 早报"
    assert [info.name for info in session.issues][1] == "2023-11-28 早报"
    assert session.issue("i2").name == "2023-11-28 早报"
    assert session.revision != revision
    session.undo()
    assert session.issue("i2").name == "2023-11-28 早报"
    session.close()
    assert examine(path).sound
    with Session.open(path) as again:
        assert again.issue("i2").name == again.base("i2").name == "2023-11-28 早报"


@pytest.mark.parametrize("name", ["", " \n ", "长" * 201])
def test_a_name_that_is_none_is_refused(session, name):
    with pytest.raises(UserError, match=r"issue\.name"):
        session.rename_issue("i1", name)
    with pytest.raises(KeyError):
        session.rename_issue("i9", "名")


def test_a_removed_issue_is_gone_from_all_that_is_known(session, path):
    for issue_id in IDS:
        put(session, issue_id)
    session.touched("i2")
    session.issues  # noqa: B018
    session.remove_issue("i2")
    assert [key for key, _ in session.issue_names] == [info.id for info in session.issues] == ["i1", "i3"]
    assert {step.issue for step in session.done_steps} == {"i1", "i3"}
    assert all(use.issue != "i2" for use in session.label_uses())
    assert "i2" not in session.page_hashes()
    assert session.touched("i2") == frozenset()
    for call in (session.issue, session.present, session.base, session.remove_issue):
        with pytest.raises(KeyError):
            call("i2")
    session.close()
    assert examine(path).sound


def test_what_is_learnt_from_a_removed_issue_is_forgotten_but_not_the_project_words(session, path):
    add_word(session, "i2", "清河镇")
    session.perform("i2", ReplaceText("b1", 0, 1, "新", text(session, "i2")[0], "typing"))
    assert session.lessons().corrections
    session.remove_issue("i2")
    assert not session.lessons().corrections
    assert "清河镇" in session.lessons().words
    assert session.issue("i1").words == {"清河镇": "甲"}
    assert not session.can_undo  # what the person did was done to the issue that is gone
    session.close()
    assert examine(path).sound
    with Session.open(path) as again:
        assert project_words(again) == ("清河镇",)
        again.remove_issue("i1")
        again.remove_issue("i3")
        assert project_words(again) == ()


def test_named_versions_and_the_first_check_of_a_removed_issue_go_with_it(path):
    with Session.open(path) as session:
        for issue_id in ("i1", "i2"):
            name_version(session, issue_id, next(iter(session.issue(issue_id).order)), "一校")
        session.write_issue(simple_issue("i4"), is_checked=False)
        session.take_issue(simple_issue("i4"))
        article = session.issue("i1").order[0]
        session.remove_issue("i2")
        session.remove_issue("i4")
        assert session.unchecked() == ()
        assert versions_of(session, "i2", article) == ()
        assert [version.name for version in versions_of(session, "i1", article)] == ["一校"]


def test_a_step_over_several_issues_can_be_undone_and_redone_in_the_others(session):
    put(session, *IDS)
    session.remove_issue("i1")
    session.undo()
    assert [text(session, key)[0] == "新" for key in ("i2", "i3")] == [False, False]
    session.remove_issue("i2")
    session.redo()
    assert text(session, "i3").startswith("新")


def test_what_the_program_added_to_others_keeps_nobody_from_redoing(session):
    put(session, "i2", text="甲")
    put(session, "i1")
    put(session, "i2", text="机", machine=True)
    put(session, "i3", text="乙")
    session.undo()
    session.undo()
    session.remove_issue("i1")
    assert session.issues_of_redo == ("i3",)
    assert len(session.redo()) == 1
    assert not session.can_redo
    assert text(session, "i2").startswith("机甲")
    assert text(session, "i3").startswith("乙")


def test_work_prepared_before_a_removal_is_refused(session):
    revision, seq = session.revision, session.next_seq
    session.remove_issue("i1")
    assert session.revision != revision
    assert session.next_seq > seq


def test_work_after_a_removal_is_found_again_behind_a_later_base(session, path):
    put(session, "i1")
    session.add_issue(simple_issue("i4"))
    session.remove_issue("i1")
    put(session, "i4")
    session.close()
    assert examine(path).sound


def test_a_project_to_read_keeps_its_issues(path):
    with Session.open(path, read_only=True) as session:
        for call in (lambda: session.remove_issue("i1"), lambda: session.rename_issue("i1", "名")):
            with pytest.raises(UserError, match=r"project\.read_only"):
                call()
        assert len(session.issues) == 3


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["do", "do", "machine", "undo", "undo", "redo", "progress"]),
        st.lists(st.sampled_from(IDS), min_size=1, max_size=3, unique=True),
    ),
    max_size=12,
)


def work(session, deeds):
    for number, (deed, issue_ids) in enumerate(deeds):
        if deed in ("do", "machine"):
            put(session, *issue_ids, text=chr(0x4E00 + number), machine=deed == "machine")
        elif deed == "progress":
            mark(session, issue_ids[0], session.issue(issue_ids[0]).order[:1], _stage(session, issue_ids[0]))
        else:
            getattr(session, deed)()


def _stage(session, issue_id):
    from annotator.services.project.progress import following

    issue = session.issue(issue_id)
    return following(issue.articles[issue.order[0]].progress.stage)


def run_out(session, step):
    while getattr(session, f"can_{step}"):
        getattr(session, step)()


def others(session, gone):
    return {key: session.issue(key) for key in IDS if key != gone}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DEEDS, DEEDS, st.sampled_from(IDS))
def test_other_issues_are_undone_and_redone_as_if_nothing_was_removed(before, after, gone):
    with tempfile.TemporaryDirectory() as folder:
        path, twin = Path(folder, "a.annotator"), Path(folder, "b.annotator")
        with Session.create(path, "P") as session:
            for issue_id in IDS:
                session.add_issue(simple_issue(issue_id))
            work(session, before)
            session.backup(twin)
            with Session.open(twin) as whole:
                now = others(whole, gone)
                run_out(whole, "redo")
                redone = others(whole, gone)
            session.remove_issue(gone)
            assert others(session, gone) == now
            run_out(session, "redo")
            # What the program added behind a step of the removed issue, and lost with it, nobody can ask for again.
            undone = session._journal.undone
            assert all(step.machine for step in undone)
            assert undone or others(session, gone) == redone
            work(
                session,
                [(deed, [key for key in keys if key != gone]) for deed, keys in after if set(keys) - {gone}],
            )
            run_out(session, "undo")
            # Machine steps before the first of a person stay, as always.
            left = {step.issue for step in session.done_steps}
            for key in IDS:
                if key != gone and key not in left:
                    assert session.issue(key) == session.base(key)
        assert examine(path).sound
