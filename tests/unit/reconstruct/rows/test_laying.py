from __future__ import annotations

from annotator.model.page import Page
from annotator.reconstruct.reading.lines import read_lines
from annotator.reconstruct.rows.joints import Joints, Place
from annotator.reconstruct.rows.laying import Laying, Open

ROWS = [
    ["山路上运果的小车一辆", "从下月起六条夜间公", "旧仓库变成了书店和茶"],
    ["接着一辆开往山下的仓", "交线路将延长运营时间", "馆，吸引了许多居民前"],
]


def joints_of(rows: list[list[str]]) -> Joints:
    page = Page("p1", "x.txt", "\n".join(piece for row in rows for piece in row))
    homes = [number for number, row in enumerate(rows) for _ in row]
    return Joints(read_lines(page, 0), homes, [10.0] * len(homes), None, 3)


def test_a_row_goes_on_with_the_columns_above_it() -> None:
    columns = [Open(0, 0), Open(1, 0), Open(2, 0)]
    laid = Laying(columns, [3, 4, 5], joints_of(ROWS), headed=False).at(0)
    assert laid is not None
    assert laid[1] == [0, 1, 2]


def test_a_column_without_a_piece_in_the_row_is_passed() -> None:
    rows = [
        ["山路上运果的小车一辆", "这一天书店都开了门。", "六条夜间公交线路延长运"],
        ["接着一辆开往山下的仓", "营时间，末班车推迟到"],
    ]
    laid = Laying([Open(0, 0), Open(1, 0), Open(2, 0)], [3, 4], joints_of(rows), headed=False).at(0)
    assert laid is not None
    assert laid[1] == [0, 2]


def test_a_piece_that_goes_on_with_nothing_begins_a_column_beside_the_others() -> None:
    columns = [Open(0, 0), Open(1, 0)]
    rows = [ROWS[0][:2], [*ROWS[1][:2], "据新华社北京1月3日电"]]
    laid = Laying(columns, [2, 3, 4], joints_of(rows), headed=True).at(0)
    assert laid is not None
    assert laid[1] == [0, 1, -3]


def test_a_heading_goes_below_a_column_whose_text_is_at_an_end() -> None:
    rows = [["山路上运果的小车一辆", "所有书店都开了门。"], ["旧仓库变书店"]]
    laid = Laying([Open(0, 0), Open(1, 0)], [2], joints_of(rows), headed=False).at(0)
    assert laid is not None
    assert laid[1] == [1]


def test_columns_of_two_rows_go_on_in_one_row_sooner_where_places_tell_them_apart() -> None:
    page = Page("p1", "x.txt", "\n".join(piece for row in ROWS for piece in row))
    pieces = read_lines(page, 0)
    homes = [0, 1, 1, 2, 2, 2]  # the first column stood in a row of its own
    lefts = [0.0, 14.0, 28.0, 0.0, 14.0, 28.0]
    columns = [Open(0, 0), Open(1, 1), Open(2, 1)]
    prices = []
    for located in (None, {p.start: Place(x, pushed=True) for p, x in zip(pieces, lefts, strict=True)}):
        joints = Joints(pieces, homes, [10.0] * len(homes), located, 3)
        laid = Laying(columns, [3, 4, 5], joints, headed=False).at(1)
        assert laid is not None
        assert laid[1] == [0, 1, 2]
        prices.append(sum(joints.scores([c], 3 + c)[0] for c in range(3)) - laid[0])
    assert prices[1] < prices[0] - 1.0
