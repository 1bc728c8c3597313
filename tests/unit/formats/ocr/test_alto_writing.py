"""What an engine read is an ALTO file that says the same when it is read back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.ocr.alto_writing import ReadCharacter, ReadLine, ReadPage, made_alto
from annotator.formats.ocr.files import read_ocr
from annotator.model.layout import Box

WORDS = st.lists(st.text("青河日报A1&<\"'，", min_size=1, max_size=6), min_size=1, max_size=3)


@st.composite
def lines(draw):
    text = " ".join(draw(WORDS))
    left, top = draw(st.integers(0, 900)), draw(st.integers(0, 900))
    letters = [c for c in text if not c.isspace()]
    characters = tuple(
        ReadCharacter(c, Box(left + 10 * n, top, left + 10 * n + 10, top + 12), draw(st.floats(0, 1)))
        for n, c in enumerate(letters)
    )
    whole = Box(left, top, left + 10 * len(letters), top + 12)
    return ReadLine(text, whole, draw(st.floats(0, 1)), characters if draw(st.booleans()) else ())


PAGES = st.lists(st.lists(st.lists(lines(), min_size=1, max_size=3), max_size=3), min_size=1, max_size=2)


@given(PAGES)
def test_text_places_and_confidences_come_back(pages):
    made = [ReadPage(1000, 1200, tuple(map(tuple, blocks))) for blocks in pages]
    form, read = read_ocr(made_alto("A&01.png", "engine 1", made))
    assert (form, len(read)) == ("alto", len(made))
    for page, scanned in zip(made, read, strict=True):
        every = [line for block in page.blocks for line in block]
        assert "".join(scanned.raw.split()) == "".join("".join(line.text.split()) for line in every)
        assert (scanned.layout.image, scanned.layout.width, scanned.layout.height) == ("A&01.png", 1000, 1200)
        told = [each for line in every for each in line.characters]
        by_box = {
            (token.box.left, token.box.top): token
            for token in scanned.layout.tokens
            if token.end - token.start == 1 and token.box is not None
        }
        for each in told:
            if [other.box for other in told].count(each.box) == 1 and len(every) == 1:
                token = by_box[each.box.left, each.box.top]
                assert scanned.raw[token.start] == each.text
                assert abs(token.confidence - each.confidence) < 1e-3
