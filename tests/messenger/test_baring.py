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


def test_of_its_buttons_those_stay_that_say_what_it_was_about() -> None:
    link, skip = {"text": "Antwoord", "url": "https://example.org"}, {"text": "Sla over", "callback_data": "skip 1"}
    shown = {"message_id": 7, "reply_markup": {"inline_keyboard": [[link], [link, skip]]}}
    bare = bared({"update_id": 1, "message": {"reply_to_message": shown}})
    assert bare["message"]["reply_to_message"]["reply_markup"] == {"inline_keyboard": [[skip]]}


@pytest.mark.parametrize("markup", [3, None, {"inline_keyboard": 3}, {"inline_keyboard": [3]}, {}])
def test_odd_buttons_stay_as_they_are(markup: object) -> None:
    shown = {"message_id": 7, "reply_markup": markup}
    assert bared({"update_id": 1, "message": {"reply_to_message": shown}})["message"]["reply_to_message"] == shown
