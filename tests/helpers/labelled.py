"""Labelled documents for tests of formats: made by hand, and by hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from annotator.formats.labels.document import LabelledDocument, Span, in_order
from annotator.model.labels import DocumentLabel, Relation, attributes_of

TEXT = "张明昨日赴南京，𠮷祥网络覆盖全市。"
DOCUMENT = LabelledDocument(
    "a1",
    "标题",
    TEXT,
    (Span("PER", ((0, 2),), "s1"), Span("LOC", ((5, 7),), "s2", "版面裁切"), Span("ORG", ((8, 12),), "s3")),
    (Relation("r1", "去", "s1", "s2"),),
    issue="i1",
)
"""Three spans, one of them behind a character beyond the BMP; a note; a relation."""

# Beyond the BMP, emoji with a joiner, combining marks, blanks of all kinds, line ends, and what formats reserve.
ALPHABET = "网络覆盖𠮷😀👩\u200d🚀é\u0301 a,。\n\u00a0\u3000\r\t[]|_*;->\\\"'<&#@$\x85\u2028"


@st.composite
def documents(draw, alphabet=ALPHABET, smallest=0):
    """Draw a document with overlapping spans that may have gaps, relations, and labels of the whole."""
    text = draw(st.text(alphabet, min_size=smallest, max_size=30))
    spans = []
    for number in range(draw(st.integers(0, 5))):
        cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
        ranges = tuple(zip(cuts[::2], cuts[1::2], strict=False))
        if ranges:
            spans.append(draw(_spans(ranges, f"s{number}")))
    names = [span.id for span in spans]
    relations = []
    for number in range(draw(st.integers(0, 3)) if len(names) > 1 else 0):
        source, target = draw(st.permutations(names))[:2]
        note = draw(st.sampled_from(["", "因 为"]))
        relations.append(
            Relation(f"r{number}", draw(st.sampled_from(["at", "住 在"])), source, target, note=note)
        )
    labels = tuple(
        DocumentLabel(
            name, note=draw(st.sampled_from(["", "存 疑"])), score=draw(st.sampled_from([None, 0.5]))
        )
        for name in draw(st.sampled_from([(), ("新闻",), ("新闻", "long one")]))
    )
    return LabelledDocument("a1", "标题", text, in_order(spans), tuple(relations), labels, "i1")


@st.composite
def _spans(draw, ranges, name):
    suggested = draw(st.booleans())
    values = draw(st.sampled_from([(), (("kind", "甲 乙"),), (("类型", "yes"), ("x7_", "a|b"))]))
    return Span(
        draw(st.sampled_from(["PER", "机构", "a b", "x*[1]|_"])),
        ranges,
        name,
        draw(st.sampled_from(["", "注", "两\n行|\t[x]"])),
        attributes_of(values),
        draw(st.booleans()),
        suggested,
        draw(st.sampled_from([None, 0.25])) if suggested else None,
    )
