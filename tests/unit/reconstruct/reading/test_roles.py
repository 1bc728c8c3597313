from __future__ import annotations

import re
from contextlib import ExitStack
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.article import Role
from annotator.model.page import Page
from annotator.reconstruct.reading.furniture import furniture_role, is_section_name
from annotator.reconstruct.reading.lines import Line, read_lines
from annotator.reconstruct.reading.roles import (
    _reading,
    is_signed,
    plain_number,
    read_roles,
    split_at_markers,
)


def lines_of(raw: str) -> list[Line]:
    return read_lines(Page("p1", "x.txt", raw), 0)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("本报记者 李晓 通讯员 张建国", Role.BYLINE),
        ("□ 本报记者 王 刚", Role.BYLINE),
        ("本报记者“”王刚", Role.BYLINE),
        ("本报记者“李晓 通讯员，张建国", Role.BYLINE),
        ("口本报记者", Role.BYLINE),
        ("本報記者 陳小燕", Role.BYLINE),
        ("（下轉第3版）", Role.JUMP),
        ("**本报记者 王 刚**", Role.BYLINE),
        ("读者 陈小燕", Role.SIGNATURE),
        ("——选自《河边集》", Role.NOTE),
        ("本报记者 萧晓云 通讯员 郄小树", Role.BYLINE),
        ("（本报记者赵小燕）", Role.SIGNATURE),
        ("（陈 明）", Role.SIGNATURE),
        ("新华社记者 刘大伟 摄", Role.CREDIT),
        ("（下转第3版）", Role.JUMP),
        ("（上接一版）", Role.JUMP),
        ("▶下转A04", Role.JUMP),
        ("图为村民在果园里采摘。", Role.CAPTION),
        ("（本组稿件由本报记者林芳采写）", Role.NOTE),
        ("社址：长江路9号 邮编：100000 零售每份1.00元", Role.IMPRINT),
        ("责任编辑：孙立 美编：周敏", Role.IMPRINT),
        ("2023年5月6日 星期六", Role.FOLIO),
        ("第3版", Role.FOLIO),
        ("国内统一连续出版物号：CN 99-0001 第1234期", Role.MASTHEAD),
        ("云岭晚报", Role.MASTHEAD),
        ("◎文/图 本报记者 王刚", Role.BYLINE),
        ("本报记者 李 晓 王 刚 文/图", Role.BYLINE),
        ("文/本报记者 王刚 图/李晓", Role.BYLINE),
        ("全媒体记者 张建国/文 李晓/图", Role.BYLINE),
        ("文｜李晓", Role.BYLINE),
        ("□ 本报评论员", Role.BYLINE),
        ("本报通讯员　周　明", Role.BYLINE),
        ("口本报记者 李晓", Role.BYLINE),
        ("通讯员 王大伟       |", Role.BYLINE),
        ("（李晓整理）", Role.SIGNATURE),
        ("（本报记者畤 琳）", Role.SIGNATURE),
        ("（原载《云岭晚报》）", Role.NOTE),
        ("（作者系柳溪大学教授）", Role.NOTE),
        ("新华社发（李晓摄）", Role.CREDIT),
        ("摄影：李晓", Role.CREDIT),
        ("市文旅局供图", Role.CREDIT),
        ("（资料图片）", Role.CREDIT),
        ("▲果农在采摘苹果", Role.CAPTION),
        ("左图：果园一角", Role.CAPTION),
        ("（紧接第一版）", Role.JUMP),
        ("（下转第2版②）", Role.JUMP),
        ("编辑 李晓 美编 王刚", Role.IMPRINT),
        ("周晓艳_美编", Role.IMPRINT),
        ("本报电话：87654321 网址：www.example.org", Role.IMPRINT),
        ("A04 综合新闻", Role.FOLIO),
        ("要闻 3", Role.FOLIO),
        ("国 本报记者 ”王刚”李晓云", Role.BYLINE),
        ("记者 李晓云 ”张建国", Role.BYLINE),
        ("〈张建国)", Role.SIGNATURE),
        ("《本报记者 李晓)", Role.SIGNATURE),
        ("2023年]月3日”星期六", Role.FOLIO),
        ("2025年了月13日“星期三", Role.FOLIO),
        ("责任编辑，孙立“美编“周敏 03 2023年4月16日 星期日", Role.FOLIO),
        ("零售每份1.50元", Role.IMPRINT),
        ("社址: 长江路9号", Role.IMPRINT),
    ],
)
def test_wording_tells_the_role(text: str, role: Role) -> None:
    (reading,) = read_roles(lines_of(text))
    assert reading.role is role


@pytest.mark.parametrize(
    "text",
    [
        "记者在调查中了解到这件事",
        "山上的树都绿了",
        "下转变压器的容量不够",
        "他拍了张照片。",
        "第3版的稿件已经改好，等着付印。",
        "编辑部收到来信后，立即派人前往。",
        "设计师周建平应邀前来",
        "一盘棋统筹安排",
        "世界杯 32",
        "《果园》（新版）",
        "〈春游〉是她的成名作",
        "果园的苹果零售每斤1.50元",
        "校对员王刚说，2023年4月16日，样书已经送到",
    ],
)
def test_sentences_keep_no_special_role(text: str) -> None:
    (reading,) = read_roles(lines_of(text))
    assert reading.role is None


@pytest.mark.parametrize(
    "text",
    [
        "本报讯 近日，",
        "本报北京3月5日电（记者周洋）",
        "据新华社电 记者",
        "新华社上海 6月 1日电 会议",
        "本报综合讯（记者 何平）",
        "【本报讯】近日",
        "晚报讯 近日",
        "（记者 李晓）近日，县里",
        "央视网消息：近日",
        "《记者李”晓、张建国) 地震发生后",
        "新华社青河]月16上日电 今年",
    ],
)
def test_datelines_open_stories(text: str) -> None:
    (reading,) = read_roles(lines_of(text))
    assert reading.dateline


def test_a_reporter_in_the_line_below_a_dateline_is_of_it() -> None:
    readings = read_roles(lines_of("新华社青河12月27日电\n（记者王小刚、李 云）今年以来\n（记者周洋）近日，"))
    assert [reading.dateline for reading in readings] == [True, False, True]


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("苹果丰收了。（林芳）", True),
        ("苹果丰收了。（本报记者林芳 李晓）", True),
        ("苹果丰收了（林芳）", False),
        ("苹果丰收了。（下转第3版）", False),
        ("他笑了。（笑）", False),
    ],
)
def test_a_short_report_ends_with_a_name(text: str, signed: bool) -> None:
    assert is_signed(text) is signed


def test_a_dateline_may_run_over_the_lines_of_a_narrow_column() -> None:
    readings = read_roles(lines_of("据新华社广\n州6月3日电\n近日，全省各"))
    assert [reading.dateline for reading in readings] == [True, False, False]


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("他这样说。 （下转第3版）", ["他这样说。", "（下转第3版）"]),
        ("（上接一版）单位要及时清扫", ["（上接一版）", "单位要及时清扫"]),
        ("收成比去年好。 新华社记者 高峰 摄", ["收成比去年好。", "新华社记者 高峰 摄"]),
        ("图为老街一角（3月1日摄）。", ["图为老街一角（3月1日摄）。"]),
        ("小镇的早晨 本报记者 许文 郑洁", ["小镇的早晨", "本报记者 许文 郑洁"]),
        ("经济视点 果园今年迎来丰收季节", ["经济视点", "果园今年迎来丰收季节"]),
        ("硕果累累 果园今年迎来丰收季节", ["硕果累累 果园今年迎来丰收季节"]),
    ],
)
def test_markers_and_credits_are_cut_from_the_text_beside_them(raw: str, parts: list[str]) -> None:
    cut = split_at_markers(lines_of(raw), Page("p1", "x.txt", raw))
    assert [line.text for line in cut] == parts


def test_markers_name_their_page() -> None:
    readings = read_roles(lines_of("（下转第3版）\n（上接十二版）\n下转A04版"))
    assert [(reading.way, reading.target) for reading in readings] == [
        ("out", "3"),
        ("in", "12"),
        ("out", "A4"),
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("第3版", "3"),
        ("三", "3"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("03", "3"),
        ("a04", "A4"),
        ("", ""),
    ],
)
def test_page_numbers_have_one_plain_form(text: str, number: str) -> None:
    assert plain_number(text) == number


def test_section_names_are_short_and_end_like_sections() -> None:
    names = lines_of("国内新闻\n一线观察 地方传真\n春耕正当时\n这是关于新闻的一个很长的标题新闻")
    assert [is_section_name(line) for line in names] == [True, True, False, False]


@pytest.mark.parametrize(
    ("raw", "way", "target"),
    [
        ("〈上接Al\n版)", "in", "A1"),
        ("（下转\n第三版）", "out", "3"),
        ("CF转A4版)", "out", "A4"),
        ("(止接一版）", "in", "1"),
    ],
)
def test_broken_and_misread_markers_are_read(raw: str, way: str, target: str) -> None:
    page = Page("p1", "x.txt", f"水渠修到了村口。\n{raw}\n大家都很高兴。")
    lines = split_at_markers(read_lines(page, 0), page)
    reading = read_roles(lines)[1]
    assert (len(lines), reading.role, reading.way, reading.target) == (3, Role.JUMP, way, target)


@pytest.mark.parametrize(
    ("text", "is_series"),
    [
        ("要闻速递", True),
        ("国际快讯", True),
        ("新春走基层", True),
        ("推进“节水”进行时", True),
        ("## 记者观察", True),
        ("走基层送温暖", False),
        ("基层治理见成效", False),
        ("他的观察很仔细。", False),
    ],
)
def test_names_of_series_are_no_headlines(text: str, is_series: bool) -> None:
    assert (read_roles(lines_of(text))[0].role is Role.SECTION) is is_series


SIGNS = st.lists(
    st.sampled_from(
        [
            *"本报记者王刚摄图转接第3版年月日责编电讯（）上下一 \u3000□#*。",
            "下转",
            "上接",
            "通讯员",
            "周洋",
            "2023",
            "供图",
            "美术报",
        ]
    ),
    min_size=1,
    max_size=9,
).map("".join)


@given(SIGNS)
def test_a_pattern_is_left_out_only_where_it_finds_nothing(text: str) -> None:
    page = Page("p1", "x.txt", text)
    lines = split_at_markers(read_lines(page, 0), page)
    found = [_reading(line.text, line.cells) for line in lines]
    signs = ("roles._CREDIT_SIGN", "roles._POST_SIGN", "roles._BYLINE_SIGN", "roles._DATELINE_SIGN")
    signs += ("furniture._DESK_SIGN",)
    with ExitStack() as stack:
        for name in signs:
            stack.enter_context(patch(f"annotator.reconstruct.reading.{name}", re.compile("")))
        assert lines == split_at_markers(read_lines(page, 0), page)
        assert found == [_reading(line.text, line.cells) for line in lines]


def test_a_post_alone_is_no_line_of_the_editorial_office() -> None:
    assert [furniture_role(text, 4.0) for text in ("图编", "图编：李晓", "编辑")] == [
        None,
        Role.IMPRINT,
        None,
    ]


def test_what_is_reported_is_no_newspaper() -> None:
    assert [furniture_role(text, 6.0) for text in ("河湾商报", "监委公开通报", "各地喜传捷报")] == [
        Role.MASTHEAD,
        None,
        None,
    ]


def test_names_below_a_post_belong_to_the_imprint() -> None:
    readings = read_roles(lines_of("责编：李晓 美编\n王大刚\n王大刚到了村里"))
    assert [reading.role for reading in readings] == [Role.IMPRINT, Role.IMPRINT, None]


def test_section_names_count_at_the_top_and_among_furniture_only() -> None:
    readings = read_roles(lines_of("产经观察\n2023年5月6日 星期六\n柳溪村的果园今年迎来丰收\n产经观察"))
    assert [reading.role for reading in readings] == [Role.SECTION, Role.FOLIO, None, None]


def test_a_piece_of_a_sentence_is_no_furniture_in_the_middle_of_a_page() -> None:
    middle = ["村民们上山采摘红苹果"] * 10
    rows = [*middle, "人民法院工作报", *middle, "2023年5月6日", *middle]
    assert {reading.role for reading in read_roles(lines_of("\n".join(rows)))} == {None}
    assert read_roles(lines_of("\n".join(["云岭晚报", *middle])))[0].role is Role.MASTHEAD


def test_the_names_of_a_dateline_stay_with_it() -> None:
    readings = read_roles(lines_of("本报柳溪\n5月6日电\n（记者李晓）\n近日，村里"))
    assert [reading.role for reading in readings] == [None] * 4


@pytest.mark.parametrize(
    "text",
    [
        "青河日报 2024年5月6日 第3版",
        "2024年 5月 6日 第3版 综合新闻",
        "青河日報 一九五六年五月六日 第一版",
        "一九五六年五月六日 星期日 第一版",
        "A04 要闻 2024.5.6",
        "2024-05-06 03版",
        "2024/5/6 要闻/第3版",
        "2024年5月6日星期一 甲辰年三月廿八",
    ],
)
def test_a_line_of_nothing_but_parts_of_the_head_of_a_page_is_furniture(text):
    assert furniture_role(text, 20.0) is Role.FOLIO


@pytest.mark.parametrize(
    "text", ["2024年5月6日 春茶开采", "一九五六年五月六日 我们来了", "综合新闻 要闻", "A04 改革年再次出发"]
)
def test_a_headline_with_a_date_or_a_number_is_none(text):
    assert furniture_role(text, 20.0) is None


def test_a_weekday_alone_is_furniture_beside_the_head_of_its_page_only() -> None:
    head = ["青河日报", "2026年6月12日", "星期五"]
    text = ["果园负责人说，今年雨水充足，果树的长势比往年都要好。"] * 20
    readings = read_roles(lines_of("\n".join([*head, *text, "星期五", *text])))
    assert readings[2].role is Role.FOLIO
    assert readings[23].role is None


def test_the_date_below_a_letter_is_of_its_signature() -> None:
    lines = lines_of("希望有关部门尽快修好。\n\n读者 陈小燕\n6月10日\n\n6月10日")
    assert [reading.role for reading in read_roles(lines)[1:3]] == [Role.SIGNATURE, Role.SIGNATURE]
    assert read_roles(lines_of("桥头小区\n6月10日"))[1].role is None
