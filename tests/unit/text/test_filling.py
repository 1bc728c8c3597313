"""Sentences bring the right form of a word along with a number."""

import pytest

from annotator.text.filling import filled


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 pages"),
        (1, "1 page"),
        (2, "2 pages"),
        (11, "11 pages"),
        ("1", "1 page"),
        ("1,001", "1,001 pages"),
    ],
)
def test_one_page_and_several_pages(count, said):
    assert filled("{count} {count:page|pages}", count=count) == said


def test_other_values_are_put_in_as_they_are_and_missing_ones_by_name():
    assert filled("“{0}” {1} {1:time|times}{2}", "{1}", "1") == "“{1}” 1 time"
    assert filled("{file}: {share:.1f} {missing}", file="{a}", share=0.25) == "{a}: 0.2 <missing>"
