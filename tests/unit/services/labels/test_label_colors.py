"""Colours of labels can be told apart."""

from annotator.services.labels.label_colors import OKABE_ITO, PALETTE, distance, next_color


def test_the_first_colours_are_the_proven_ones():
    used = []
    for color in OKABE_ITO[:7]:
        assert next_color(used) == color
        used.append(color)


def test_forty_labels_have_colours_that_differ_for_colour_blind_eyes_too():
    used = []
    for _ in range(40):
        used.append(next_color(used))
    nearest = [min(distance(color, other) for other in used[:n]) for n, color in enumerate(used) if n]
    assert min(nearest[:19]) >= 12  # noticed beside each other
    assert min(nearest) >= 5  # told apart on a second look
    assert len(set(used)) == 40


def test_red_and_green_of_equal_lightness_are_near_for_some():
    assert distance("#b84d3c", "#6f7a28") < 25
    assert distance("#000000", "#ffffff") > 99
    assert all(color.startswith("#") and len(color) == 7 for color in PALETTE)
    assert next_color([color.upper() for color in OKABE_ITO[:1]]) == OKABE_ITO[1]
