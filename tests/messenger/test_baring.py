"""What of an update is stored: no words of messages that it only points at, and all that it says itself."""

from typing import Any

import pytest

from bot.messenger.telegram.baring import bared

OTHER: dict[str, Any] = {"message_id": 7, "text": "Geheim", "entities": [], "reply_markup": {"inline_keyboard": []}}
SHOWN = {"message_id": 7, "reply_markup": {"inline_keyboard": []}}


@pytest.mark.parametrize(
    ("update", "stored"),
    [
        (
            {"update_id": 1, "message": {"text": "Ja", "reply_to_message": OTHER, "quote": {"text": "Geheim"}}},
            {"update_id": 1, "message": {"text": "Ja", "reply_to_message": SHOWN}},
        ),
        (
            {"update_id": 1, "edited_message": {"text": "Ja", "reply_to_message": OTHER}},
            {"update_id": 1, "edited_message": {"text": "Ja", "reply_to_message": SHOWN}},
        ),
        (
            {"update_id": 1, "message": {"message_id": 8, "pinned_message": OTHER}},
            {"update_id": 1, "message": {"message_id": 8, "pinned_message": SHOWN}},
        ),
        (
            {"update_id": 1, "callback_query": {"data": "skip 1", "message": OTHER}},
            {"update_id": 1, "callback_query": {"data": "skip 1", "message": SHOWN}},
        ),
        ({"update_id": 1, "message": "odd"}, {"update_id": 1, "message": "odd"}),
        ({"update_id": 1, "callback_query": {"message": 3}}, {"update_id": 1, "callback_query": {"message": 3}}),
        ({"update_id": 1, "my_chat_member": {"text": "x"}}, {"update_id": 1, "my_chat_member": {"text": "x"}}),
    ],
)
def test_the_words_of_a_message_that_is_only_pointed_at_are_left_out(
    update: dict[str, Any], stored: dict[str, Any]
) -> None:
    assert bared(update) == stored
