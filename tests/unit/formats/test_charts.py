"""Charts draw every part to scale and say it in numbers too."""

from xml.etree import ElementTree

import pytest

from annotator.formats.charts import Bar, Look, bars, columns, nice_step

SVG = "{http://www.w3.org/2000/svg}"


def boxes(svg, fill):
    root = ElementTree.fromstring(svg)
    return [box for box in root.iter(f"{SVG}rect") if box.get("fill") == fill and box.get("height") != "10.0"]


def texts(svg):
    return [text.text for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_bars_are_to_scale_and_carry_their_numbers():
    look = Look(series=("#111111", "#222222"))
    svg = bars([Bar("甲", (300, 100)), Bar("乙", (200, 0))], ("done", "left"), look)
    first, second = boxes(svg, "#111111")
    assert float(first.get("width")) == pytest.approx(1.5 * float(second.get("width")), rel=0.01)
    assert len(boxes(svg, "#222222")) == 1
    assert {"甲", "乙", "300", "100", "400", "200", "done", "left"} <= set(texts(svg))


def test_a_long_name_is_cut_where_its_room_ends():
    svg = bars([Bar("很长的名字" * 10, (1,))], ("n",), Look())
    (name,) = [text for text in texts(svg) if text.startswith("很长")]
    assert name.endswith("…")
    assert len(name) < 14


def test_columns_stand_on_the_line_and_on_each_other():
    look = Look(series=("#111111", "#222222"))
    svg = columns([Bar("11-28", (6, 3)), Bar("11-29", (0, 3))], ("a", "b"), look)
    (low,), tops = boxes(svg, "#111111"), boxes(svg, "#222222")
    assert float(tops[0].get("y")) + float(tops[0].get("height")) == pytest.approx(
        float(low.get("y")), abs=0.2
    )
    assert float(tops[1].get("height")) == pytest.approx(float(tops[0].get("height")))
    assert {"11-28", "11-29", "0", "10"} <= set(texts(svg))


@pytest.mark.parametrize("draw", [bars, columns])
def test_nothing_gives_an_empty_drawing(draw):
    ElementTree.fromstring(draw([], (), Look()))
    ElementTree.fromstring(draw([Bar("", (0, 0))], ("a", "b"), Look()))


@pytest.mark.parametrize(
    ("largest", "step"),
    [(0, 1), (5, 1), (6, 2), (10, 2), (23, 5), (99, 20), (100, 20), (101, 50), (2600, 1000)],
)
def test_grid_lines_stand_at_round_numbers(largest, step):
    assert nice_step(largest) == step
