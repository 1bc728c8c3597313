"""Everything in an issue and a project is found, where it stands."""

import pytest
from helpers.made import bridge_issue

from annotator.errors import UserError
from annotator.model.article import Role
from annotator.model.operations import SetRole, perform
from annotator.services.editing.finding import Query, Source, find_in_issue, find_in_project, prepare
from annotator.services.project.session import Session

EVERYWHERE = frozenset(Source)


@pytest.fixture
def session(tmp_path):
    with Session.create(tmp_path / "a.annotator", "A") as session:
        session.add_issue(bridge_issue())
        yield session


def places(found):
    return [
        (passage.source, passage.container, passage.block, hit.start, hit.end)
        for passage in found.passages
        for hit in passage.hits
    ]


def test_hits_come_in_reading_order_with_their_articles():
    found = find_in_issue(bridge_issue(), prepare(Query("网络")))
    assert places(found) == [
        (Source.ARTICLE, "a1", "b3", 0, 2),
        (Source.ARTICLE, "a1", "b7", 5, 7),
    ]
    assert {passage.name for passage in found.passages} == {"新桥今日通车"}


@pytest.mark.parametrize("words", ["网络", "青河", "页边", "新桥今日通车", "，", "不在这里"])
def test_the_stored_issue_gives_what_the_issue_in_memory_gives(session, words):
    query = Query(words, sources=EVERYWHERE)
    assert find_in_project(session.library, prepare(query)) == find_in_issue(bridge_issue(), prepare(query))


def test_an_article_without_a_title_is_called_by_its_first_words_wherever_it_is_found(tmp_path):
    issue = bridge_issue()
    titles = [block.id for block in issue.blocks_of("a1") if block.role is Role.TITLE]
    body = perform(issue, SetRole(tuple(titles), Role.BODY)).issue
    first = next(block.text for block in body.blocks_of("a1") if block.text.strip())
    with Session.create(tmp_path / "b.annotator", "B") as session:
        session.add_issue(body)
        stored = find_in_project(session.library, prepare(Query("网络")))
    assert stored == find_in_issue(body, prepare(Query("网络")))
    (name,) = {passage.name for passage in stored.passages}
    assert name
    assert first.startswith(name.rstrip("…"))
    assert name == body.name_of("a1")


def test_furniture_the_tray_and_raw_text_are_searched_if_wished():
    issue = bridge_issue()
    assert find_in_issue(issue, prepare(Query("青河日报"))).count == 0
    found = find_in_issue(issue, prepare(Query("青河日报", sources=EVERYWHERE)))
    assert [source for source, *_ in places(found)] == [Source.FURNITURE, Source.RAW]
    tray = find_in_issue(issue, prepare(Query("页边", sources=frozenset({Source.UNPLACED}))))
    assert [block for _, _, block, *_ in places(tray)] == ["b9"]


def test_one_article_or_container_can_be_searched_alone():
    found = find_in_issue(bridge_issue(), prepare(Query("页")), "unplaced")
    assert [block for _, _, block, *_ in places(found)] == ["b9"]


def test_words_that_a_line_end_parts_are_found_in_the_raw_text():
    found = find_in_issue(bridge_issue(), prepare(Query("桥上灯火", sources=frozenset({Source.RAW}))))
    ((_, page, _, start, end),) = places(found)
    assert bridge_issue().pages[page].raw[start:end] == "桥上\n灯火"


def test_a_search_stops_at_its_limit_and_says_so():
    query = Query("[一-龥]", regular=True)
    found = find_in_issue(bridge_issue(), prepare(query, limit=5))
    assert (found.count, found.more) == (5, True)
    assert not find_in_issue(bridge_issue(), prepare(Query("网络"))).more


def test_a_cancelled_search_ends():
    query = Query("网络")
    assert find_in_issue(bridge_issue(), prepare(query, cancelled=lambda: True)).count == 0


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("(", "find.parenthesis"),
        ("[a", "find.bracket"),
        ("*a", "find.repeat"),
        (r"\q", "find.escape"),
        ("a{99999999}", "find.too_large"),
        ("(?R)*", "find.call"),
    ],
)
def test_what_is_no_expression_is_refused(pattern, code):
    with pytest.raises(UserError) as caught:
        prepare(Query(pattern, regular=True))
    assert caught.value.code == code
