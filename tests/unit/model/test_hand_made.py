from helpers.hand_made import hand_made_issue

from annotator.model.check import problems


def test_the_hand_made_issue_keeps_the_promises():
    assert problems(hand_made_issue()) == []
