from __future__ import annotations

from annotator.model.page import Page
from annotator.reconstruct.reading.lines import Line, read_lines
from annotator.reconstruct.reading.regimes import (
    Blanks,
    Indents,
    blank_lines,
    column_widths,
    estimate,
    rejoin_pieces,
    split_run_on,
)


def lines_of(raw: str) -> list[Line]:
    return read_lines(Page("p1", "x.txt", raw), 0)


def column(width: int, paragraphs: int, *, indent: str | None = "") -> list[str]:
    """Lines of paragraphs set to a width; the indent is lost, kept as blanks, or (None) never was."""
    rows = []
    for _ in range(paragraphs):
        first = "春" * (width if indent is None else width - 2)
        rows += [(indent or "") + first, "夏" * width, "秋" * width, "冬" * (width - 5) + "。"]
    return rows


def test_the_width_of_each_column_is_found() -> None:
    widths = column_widths(lines_of("\n".join(column(16, 4) + column(23, 4))))
    assert widths[:15] == [16.0] * 15
    assert widths[-15:] == [23.0] * 15


def test_joined_text_has_no_width() -> None:
    raw = "\n".join("这是一个很长的段落" * n + "。" for n in (9, 14, 11, 20, 8))
    assert column_widths(lines_of(raw)) == [None] * 5
    assert estimate(lines_of(raw)).joined


def test_a_blank_line_after_every_line_means_nothing() -> None:
    assert blank_lines(lines_of("\n\n".join(column(12, 3)))) is Blanks.EVERY
    assert blank_lines(lines_of("\n".join(column(12, 3)))) is Blanks.NONE
    assert blank_lines(lines_of("\n\n".join("\n".join(column(12, 1)) for _ in range(4)))) is Blanks.BLOCKS


def test_indents_are_told_kept_lost_or_absent() -> None:
    assert estimate(lines_of("\n".join(column(15, 5, indent="\u3000\u3000")))).indents is Indents.KEPT
    assert estimate(lines_of("\n".join(column(15, 5)))).indents is Indents.LOST
    assert estimate(lines_of("\n".join(column(15, 5, indent=None)))).indents is Indents.ABSENT


def test_pieces_torn_at_quotes_are_rejoined_where_they_fill_the_column() -> None:
    rows = [*column(16, 2), "夏" * 6 + "“老路”", "“新桥”" + "夏" * 4, *column(16, 2)]
    joined = rejoin_pieces(lines_of("\n".join(rows)), [16.0] * len(rows))
    assert len(joined) == len(rows) - 1
    assert joined[8].flat == "夏" * 6 + "“老路”“新桥”" + "夏" * 4


def test_a_hanging_mark_belongs_to_the_line_before() -> None:
    raw = "他们说起“老街坊”\n\n，语气里都是\n第二天一早又来到了这里看看"
    joined = rejoin_pieces(lines_of(raw), [16.0] * 3)
    assert [line.flat for line in joined] == ["他们说起“老街坊”，语气里都是", "第二天一早又来到了这里看看"]
    assert raw[joined[0].start : joined[0].end] == "他们说起“老街坊”\n\n，语气里都是"


def test_a_full_line_that_begins_with_a_mark_stays_a_line() -> None:
    rows = ["夏" * 16, "，" + "秋" * 15]
    assert len(rejoin_pieces(lines_of("\n".join(rows)), [16.0] * 2)) == 2


def test_a_caption_behind_a_line_that_ends_in_a_bracket_stays_a_line_of_its_own() -> None:
    rows = ["丽）", "图为果园采摘现场。"]
    assert len(rejoin_pieces(lines_of("\n".join(rows)), [16.0] * 2)) == 2


def test_a_signature_that_a_narrow_column_breaks_is_one_line() -> None:
    raw = "水库的水位已经恢复正常。\n（本报记者林芳\n国）\n（记者\n林芳）"
    joined = rejoin_pieces(lines_of(raw), [7.0] * 5)
    assert [line.flat for line in joined] == [
        "水库的水位已经恢复正常。",
        "（本报记者林芳国）",
        "（记者林芳）",
    ]


def run_on(raw: str) -> list[str]:
    page = Page("p1", "x.txt", raw)
    return [line.text for line in split_run_on(read_lines(page, 0), page)]


def test_a_headline_behind_the_end_of_a_column_is_a_line_of_its_own() -> None:
    body = column(12, 4)
    raw = "\n".join([*body, "大家都说好。 村口老树终于有人护", *body])
    assert run_on(raw)[16:18] == ["大家都说好。", "村口老树终于有人护"]


def test_a_blank_inside_a_sentence_or_a_column_splits_no_line() -> None:
    body = column(12, 4)
    for line in (
        "大家都说好。 他说。",  # two sentences
        "好。 村口老树有人护",  # no wider than the column
        "大家都说好，就是 村口老树有人护",  # no end of a sentence
        "大家都说好。 距 地区代表团 共有来自",  # torn columns
    ):
        raw = "\n".join([*body, line, *body])
        assert run_on(raw)[16] == line
