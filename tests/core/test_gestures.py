"""Replies that are no answers: signs alone, passing, and thanks."""

import pytest

from bot.content import checking
from bot.core.gestures import Gesture, gesture_in
from bot.core.model import Language

OURS = checking.in_use(None)[0].sentences


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("👍", "nl", Gesture.SIGN),
        ("...", "nl", Gesture.SIGN),
        ("🎉" * 40, "nl", None),
        ("pas", "nl", Gesture.PASS),
        ("Ik pas!", "nl", Gesture.PASS),
        ("Deze sla ik over.", "nl", Gesture.PASS),
        ("I’ll pass", "en", Gesture.PASS),
        ("Dank!", "nl", Gesture.THANKS),
        ("Dankjewel Anna en Bram", "nl", None),
        ("Dank je wel, Anna 🙏", "nl", Gesture.THANKS),
        ("Mooi!", "nl", Gesture.THANKS),
        ("Thanks, all of you", "en", None),
        ("Thank you so much", "en", Gesture.THANKS),
        ("Mooi, die vulkaan!", "nl", None),
        ("Top 3 Rekenen", "nl", None),
        ("JA MAAR ZO NIET", "nl", None),
        ("Ik pas de toets aan.", "nl", None),
        ("Ik wachtte.", "nl", None),
        ("dank dank dank dank dank dank dank", "nl", None),
    ],
)
def test_a_gesture_is_told_from_words(text: str, language: Language, expected: Gesture | None) -> None:
    assert gesture_in(text, OURS[language].passing, OURS[language].thanks) == expected
