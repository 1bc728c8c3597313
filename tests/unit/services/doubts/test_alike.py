"""Places read alike are found where nobody has changed them, and the print that differs from most stands out."""

import random

from helpers.hand_made import hand_made_issue

from annotator.model.operations import ReplaceText, perform
from annotator.services.doubts.alike import corrections, places_read_as, present_place, surroundings, unlike


def first_with(issue, text):
    return next(block for block in issue.blocks.values() if text in block.text)


def test_places_come_in_the_order_of_the_print_and_lead_to_their_text():
    issue = hand_made_issue()
    places = places_read_as(issue, "，")
    assert len(places) > 2
    for each in places:
        assert issue.pages[each.page].raw[each.start : each.end] == "，"
        assert issue.blocks[each.place.block].text[each.place.start : each.place.end] == "，"
    keys = [(list(issue.pages).index(each.page), each.start) for each in places]
    assert keys == sorted(keys)


def test_what_was_corrected_is_no_longer_a_place_read_so():
    issue = hand_made_issue()
    before = places_read_as(issue, "覆盖")
    block = first_with(issue, "袋盖")
    at = block.text.index("袋盖")
    after = perform(issue, ReplaceText(block.id, at, at + 2, "覆盖", "袋盖", "typing")).issue
    assert places_read_as(issue, "袋盖")
    assert not any(each.place.block == block.id for each in places_read_as(after, "袋盖"))
    assert places_read_as(after, "覆盖") == before


def test_corrections_of_one_block_leave_each_other_in_place():
    issue = hand_made_issue()
    places = places_read_as(issue, "，")
    operations = corrections(issue, dict.fromkeys(places, "、、"), "，", "typing")
    assert len(operations) == len(places)
    for operation in operations:
        issue = perform(issue, operation).issue
    assert not places_read_as(issue, "，")
    assert sum(block.text.count("、、") for block in issue.blocks.values()) >= len(places)


def test_a_place_is_found_again_after_its_paragraph_has_changed():
    issue = hand_made_issue()
    place = next(each for each in places_read_as(issue, "，") if each.place.start > 3)
    issue = perform(issue, ReplaceText(place.place.block, 0, 0, "新加的字", "", "typing")).issue
    now = present_place(issue, place)
    assert issue.blocks[now.block].text[now.start : now.end] == "，"
    assert now.start == place.place.start + 4


def test_surroundings_end_with_the_printed_line():
    issue = hand_made_issue()
    place = places_read_as(issue, "，")[0]
    before, here, after = surroundings(issue, place, 100)
    assert here == "，"
    assert "\n" not in before + after
    assert before + here + after in issue.pages[place.page].raw


def test_the_odd_print_among_many_is_the_most_unlike_whatever_its_shade_and_place():
    draw = random.Random(7)

    def drawn(shape, ink, shift):
        rows = [bytearray([235]) * 20 for _ in range(20)]
        for left, top, right, bottom in shape:
            for row in rows[top + shift : bottom + shift]:
                row[left + shift : right + shift] = bytes([ink]) * (right - left)
        return b"".join(bytes(min(max(value + draw.randint(-9, 9), 0), 255) for value in row) for row in rows)

    usual, odd = (
        [(4, 4, 15, 6), (4, 13, 15, 15), (9, 4, 11, 15)],
        [(4, 4, 15, 6), (4, 9, 15, 11), (4, 4, 6, 15)],
    )
    images = [drawn(usual, draw.randint(10, 90), draw.choice((0, 1))) for _ in range(30)]
    images.insert(11, drawn(odd, 40, 0))
    values = unlike(images, 20, 20)
    assert values.index(max(values)) == 11
    assert unlike([], 20, 20) == []
