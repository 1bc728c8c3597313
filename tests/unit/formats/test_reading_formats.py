"""Plain text and Markdown give the clean article."""

from __future__ import annotations

from dataclasses import replace

from helpers.made import bridge_issue

from annotator.formats.markdown import article_markdown, escape, issue_markdown
from annotator.formats.plain_text import Breaks, TextLayout, article_text, page_text
from annotator.model.article import Role
from annotator.model.operations import ReplaceText, perform

CLEAN = "网络袋盖全市，桥上灯火通明，市民纷纷前来。网络袋盖很好。"


def test_the_text_is_whole_across_the_jump():
    assert article_text(bridge_issue(), "a1") == f"新桥今日通车\n本报记者 王进\n\u3000\u3000{CLEAN}\n"


def test_markdown_has_the_title_as_heading():
    assert article_markdown(bridge_issue(), "a1") == f"# 新桥今日通车\n\n*本报记者 王进*\n\n{CLEAN}\n"
    assert issue_markdown(bridge_issue()) == article_markdown(bridge_issue(), "a1")


def test_a_paragraph_that_ended_before_the_jump_stays_one():
    issue = bridge_issue()
    ended = replace(issue.blocks["b3"], text="桥已通车。")
    issue = replace(issue, blocks={**issue.blocks, "b3": ended})
    assert "桥已通车。\n\u3000\u3000纷纷前来。" in article_text(issue, "a1")


def test_another_title_inside_the_article_stays():
    issue = bridge_issue()
    other = replace(issue.blocks["b6"], text="另一个标题")
    assert "# 另一个标题" in article_markdown(replace(issue, blocks={**issue.blocks, "b6": other}), "a1")


def test_markdown_shows_text_as_it_stands():
    assert escape("1. 不是列表 *星* [链接](x) <b>") == r"1\. 不是列表 \*星\* \[链接\](x) \<b\>"
    assert escape("# 不是标题") == r"\# 不是标题"
    assert escape("2023年") == "2023年"


def test_headings_are_below_the_title():
    issue = bridge_issue()
    heading = replace(issue.blocks["b3"], role=Role.HEADING)
    assert "\n## 网络" in article_markdown(replace(issue, blocks={**issue.blocks, "b3": heading}), "a1")


PRINTED = TextLayout(Breaks.PRINTED)


def test_lines_break_where_the_page_breaks_them_if_that_is_wished():
    assert article_text(bridge_issue(), "a1", PRINTED) == (
        "新桥今日通车\n本报记者 王进\n\u3000\u3000网络袋盖全市，桥上\n灯火通明，市民\n纷纷前来。网络袋盖很好。\n"
    )


def test_a_correction_over_the_end_of_a_line_keeps_the_break():
    issue = bridge_issue()
    at = issue.blocks["b3"].text.index("上灯")
    corrected = perform(issue, ReplaceText("b3", at, at + 2, "边登", "上灯", "typing")).issue
    assert "桥边\n登火通明" in article_text(corrected, "a1", PRINTED)
    assert "桥边登火通明" in article_text(corrected, "a1")


def test_blank_lines_between_paragraphs_and_more_between_articles():
    text = article_text(bridge_issue(), "a1", TextLayout(blank_lines=True))
    assert text == f"新桥今日通车\n\n本报记者 王进\n\n\u3000\u3000{CLEAN}\n"


def test_a_page_has_its_part_of_every_article():
    issue = bridge_issue()
    assert page_text(issue, "p1") == (
        "新桥今日通车\n本报记者 王进\n\u3000\u3000网络袋盖全市，桥上灯火通明，市民\n"
    )
    assert page_text(issue, "p3") == "纷纷前来。网络袋盖很好。\n"
    assert page_text(issue, "p1", PRINTED).endswith("桥上\n灯火通明，市民\n")
    assert page_text(replace(issue, order=()), "p1") == ""
