"""The checker of Bot API objects lets good ones pass and names what is wrong with others."""

import io
import json
import re
from typing import Any

import pytest
from sandbox.specification import check_object, check_request, check_response, specification

USER = {"id": 7, "is_bot": False, "first_name": "Noor"}
CHAT = {"id": -1001234567890, "type": "supergroup", "title": "Team"}
MESSAGE = {"message_id": 1, "date": 1, "chat": CHAT, "from": USER, "text": "hi"}
BUTTONS = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}


def test_the_specification_is_whole() -> None:
    assert specification()["version"] == "Bot API 10.1"
    assert len(specification()["methods"]) == 180
    assert len(specification()["types"]) == 359


def test_every_type_that_is_named_is_described() -> None:
    described = [*specification()["methods"].values(), *specification()["types"].values()]
    fields = [field for one in described for field in one.get("fields", [])]
    named = {name for field in fields for name in field["types"]}
    named |= {name for one in described for name in one.get("returns", []) + one.get("subtypes", [])}
    plain = {"String", "Integer", "Float", "Boolean"}
    assert {name.split(" of ")[-1] for name in named} - plain <= set(specification()["types"])


@pytest.mark.parametrize(
    ("type_name", "value"),
    [
        ("User", USER),
        ("Message", MESSAGE),
        (
            "Message",
            MESSAGE | {"reply_markup": BUTTONS, "entities": [{"type": "bold", "offset": 0, "length": 2}]},
        ),
        ("Message", MESSAGE | {"reply_to_message": MESSAGE}),
        ("Update", {"update_id": 1, "message": MESSAGE}),
        ("MaybeInaccessibleMessage", MESSAGE),
        ("MaybeInaccessibleMessage", {"chat": CHAT, "message_id": 1, "date": 0}),
        ("ReactionType", {"type": "emoji", "emoji": "👍"}),
        ("Array of Array of KeyboardButton", [[{"text": "a"}], []]),
        ("RichText", ["a", {"type": "bold", "text": "b"}]),
        ("Location", {"latitude": 52, "longitude": 5.1}),
        ("ForumTopicClosed", {}),
        ("CallbackGame", {}),
        ("Integer64", 2**62),
        ("True", True),
    ],
)
def test_a_good_object_passes(type_name: str, value: object) -> None:
    check_object(type_name, value)


@pytest.mark.parametrize(
    ("type_name", "value", "complaint"),
    [
        ("User", {"id": 7, "is_bot": False}, "User: without first_name"),
        ("User", USER | {"nick": "n"}, "User: unknown nick"),
        ("User", USER | {"id": "7"}, "User.id: '7' isn't Integer"),
        ("User", USER | {"id": True}, "User.id: True isn't Integer"),
        ("User", USER | {"id": 2**60}, "isn't Integer"),
        ("User", USER | {"is_bot": 0}, "User.is_bot: 0 isn't Boolean"),
        ("User", USER | {"first_name": None}, "User.first_name: None isn't String"),
        ("User", [USER], "isn't User"),
        ("Message", MESSAGE | {"from": {}}, "Message.from: without id, is_bot, first_name"),
        ("Message", MESSAGE | {"entities": [{}]}, "Message.entities[0]: without type, offset, length"),
        ("Message", MESSAGE | {"entities": {}}, "Message.entities: {} isn't Array of MessageEntity"),
        ("Location", {"latitude": "52", "longitude": 5.1}, "Location.latitude: '52' isn't Float"),
        (
            "ReactionType",
            {"emoji": "👍"},
            "ReactionType: fits none of ReactionTypeEmoji (ReactionType: without type)",
        ),
        ("True", False, "True: False isn't True"),
        ("Integer64", 2**63, "isn't Integer64"),
        ("Array of Array of KeyboardButton", [[{}]], "[0][0]: without text"),
        ("ForumTopicClosed", {"x": 1}, "ForumTopicClosed: unknown x"),
        ("Nonsense", {}, "Nonsense: the Bot API has no type Nonsense"),
    ],
)
def test_a_faulty_object_is_refused_with_the_place_of_the_fault(type_name: str, value: object, complaint: str) -> None:
    with pytest.raises(AssertionError, match=re.escape(complaint)):
        check_object(type_name, value)


def test_a_path_of_ones_own_starts_the_complaint() -> None:
    with pytest.raises(AssertionError, match=r"^result\.user: without first_name$"):
        check_object("User", {"id": 1, "is_bot": True}, "result.user")


@pytest.mark.parametrize(
    ("method", "result"),
    [
        ("getMe", USER | {"is_bot": True}),
        ("sendMessage", MESSAGE),
        ("getUpdates", [{"update_id": 1}]),
        ("editMessageText", True),
        ("editMessageText", MESSAGE),
        ("getChatMemberCount", 3),
        ("getChatMember", {"status": "member", "user": USER}),
    ],
)
def test_a_good_answer_passes(method: str, result: object) -> None:
    check_response(method, result)


@pytest.mark.parametrize(
    ("method", "result", "complaint"),
    [
        ("getMe", {}, "getMe: without id"),
        ("sendMessage", True, "sendMessage: True isn't Message"),
        ("getUpdates", [{}], "getUpdates[0]: without update_id"),
        ("editMessageText", {}, "fits none of Message (editMessageText: without message_id"),
        ("getNonsense", True, "getNonsense: the Bot API has no such method"),
    ],
)
def test_a_faulty_answer_is_refused(method: str, result: object, complaint: str) -> None:
    with pytest.raises(AssertionError, match=re.escape(complaint)):
        check_response(method, result)


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("getMe", {}),
        ("sendMessage", {"chat_id": "-1001", "text": "hi", "reply_markup": json.dumps(BUTTONS)}),
        ("sendMessage", {"chat_id": 7, "text": "hi", "reply_markup": BUTTONS, "disable_notification": True}),
        ("sendMessage", {"chat_id": "@team", "text": "7", "disable_notification": "true"}),
        ("getUpdates", {"offset": "-1", "allowed_updates": '["message"]'}),
        ("sendDocument", {"chat_id": "1", "document": "attach://file"}),
        ("sendDocument", {"chat_id": "1", "document": io.BytesIO(b"x")}),
        ("sendLocation", {"chat_id": "1", "latitude": "52.1", "longitude": "5"}),
    ],
)
def test_a_good_request_passes(method: str, params: dict[str, Any]) -> None:
    check_request(method, params)


@pytest.mark.parametrize(
    ("method", "params", "complaint"),
    [
        ("sendMessage", {"chat_id": "1"}, "sendMessage: without text"),
        ("sendMessage", {"chat_id": "1", "text": "a", "txt": "b"}, "sendMessage: unknown txt"),
        ("sendMessage", {"chat_id": 1.5, "text": "a"}, "sendMessage.chat_id: fits none of Integer"),
        ("sendMessage", {"chat_id": "1", "text": 3}, "sendMessage.text: 3 isn't String"),
        ("sendMessage", {"chat_id": "1", "text": "a", "reply_markup": "{"}, "'{' isn't JSON for"),
        (
            "sendMessage",
            {"chat_id": "1", "text": "a", "reply_markup": "[]"},
            "sendMessage.reply_markup: fits none of",
        ),
        (
            "sendMessage",
            {"chat_id": "1", "text": "a", "entities": '[{"type":"bold"}]'},
            "entities[0]: without offset",
        ),
        ("sendMessage", {"chat_id": "1", "text": "a", "disable_notification": "1"}, "1 isn't Boolean"),
        (
            "sendMessage",
            {"chat_id": "1", "text": "a", "disable_notification": "yes"},
            "isn't JSON for Boolean",
        ),
        ("getUpdates", {"offset": "1.5"}, "getUpdates.offset: '1.5' isn't Integer"),
        ("sendLocation", {"chat_id": "1", "latitude": "NaN", "longitude": "5"}, "'NaN' isn't Float"),
        ("getNonsense", {}, "getNonsense: the Bot API has no such method"),
    ],
)
def test_a_faulty_request_is_refused(method: str, params: dict[str, Any], complaint: str) -> None:
    with pytest.raises(AssertionError, match=re.escape(complaint)):
        check_request(method, params)
