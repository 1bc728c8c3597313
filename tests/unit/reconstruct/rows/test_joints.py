from __future__ import annotations

from annotator.model.page import Page
from annotator.reconstruct.reading.lines import read_lines
from annotator.reconstruct.rows.joints import Joints, Place

WORDS = ("渡口边的老船工每天清晨", "都要把三条木船擦洗一遍")
FURTHER_ON = 20.0


def going_on(above: Place, below: Place) -> float:
    """Return how well the second line goes on with the first where they stand so."""
    page = Page("p1", "x.txt", "\n".join(WORDS))
    pieces = read_lines(page, 0)
    located = {piece.start: place for piece, place in zip(pieces, (above, below), strict=True)}
    return Joints(pieces, [0, 1], [11.0, 11.0], located, 3).scores([0], 1)[0]


def test_a_piece_goes_on_with_what_stands_above_it() -> None:
    above = Place(FURTHER_ON, pushed=False)
    under, indented, elsewhere = (
        going_on(above, Place(FURTHER_ON + apart, pushed=False)) for apart in (0.0, 2.0, FURTHER_ON)
    )
    assert under >= indented > elsewhere + 3.0


def test_the_place_of_a_piece_that_was_pushed_to_the_right_says_less() -> None:
    above = Place(FURTHER_ON, pushed=False)
    for below in (FURTHER_ON, 2 * FURTHER_ON):
        said = [going_on(above, Place(below, pushed)) for pushed in (False, True)]
        plain = going_on(above, Place(FURTHER_ON + 5.0, pushed=True))  # where place says nothing
        assert abs(said[0] - plain) > abs(said[1] - plain) > 0.0
