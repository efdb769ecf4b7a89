"""The outbox: in which order things go out, what happens when they don't, and who may send them again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from asked import ask
from sqlite_utils import Database

from bot.core.model import Place
from bot.core.outgoing import Acknowledge, Delete, Edit, Outgoing, React, Say
from bot.core.pictures import Tile
from bot.core.purposes import NOTED, PROMPT, STEP, SUMMARY, Purpose
from bot.storage import messages, outbox, retraction, teams, troubles
from bot.storage.database import open_for_writing
from bot.storage.laying import lay
from bot.storage.outbox import Parcel

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OURS, THEIRS = 1, 2
CHAT, OTHER_CHAT = -100, -200
SAY, EDIT = Say(text="Dag"), Edit(message_id=5, text="Anders")
PICTURE = Tile(text="Dag")
REACT, ACKNOWLEDGE = React(message_id=5, emoji="✍"), Acknowledge(press_id="p", text="Genoteerd")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = open_for_writing(lay(tmp_path / "leerkring.db"))
    for chat_id in (CHAT, OTHER_CHAT):
        team = teams.add(database, Place(chat_id), "Team", "nl", "Europe/Amsterdam", "nl-midden")
        ask(database, team.id, "eerste-stap", NOON, NOON + DAY)
    return database


def add(
    database: Database, content: Outgoing = SAY, chat_id: int = CHAT, purpose: Purpose = PROMPT, **more: Any
) -> int:
    team_id = OURS if chat_id == CHAT else THEIRS
    return outbox.add(database, content, chat_id, purpose, NOON, **{"team_id": team_id, "session_id": team_id} | more)


def sending(database: Database, content: Outgoing = SAY, **more: Any) -> int:
    """Add something and claim it, as the sender does; return its id."""
    number = add(database, content, **more)
    chat_id = more.get("chat_id", CHAT)
    database.execute("UPDATE outbox SET state = 'sending' WHERE id = ? AND chat_id = ?", [number, chat_id])
    return number


def uncertain(database: Database, **more: Any) -> int:
    number = sending(database, **more)
    outbox.mark_uncertain(database, number, "timed out", NOON)
    return number


def states(database: Database) -> list[str]:
    return [row["state"] for row in database.query("SELECT state FROM outbox ORDER BY id")]


def words_kept(database: Database) -> list[bool]:
    rows = database.query("SELECT payload IS NOT NULL AS kept FROM outbox ORDER BY id")
    return [bool(row["kept"]) for row in rows]


def sent_in_order(database: Database, now: datetime = NOON) -> list[int]:
    """Return the ids of everything that goes to the chat now, as it goes."""
    order = []
    while parcel := outbox.next_for(database, CHAT, now):
        outbox.claim(database, parcel)
        outbox.mark_sent(database, parcel.id, 100 + parcel.id, now)
        order.append(parcel.id)
    return order


def test_a_parcel_is_kept_as_it_was_given(database: Database) -> None:
    number = add(database)
    expected = Parcel(number, OURS, OURS, PROMPT, CHAT, SAY, 0, NOON + 2 * DAY)
    assert outbox.next_for(database, CHAT, NOON) == expected


@pytest.mark.parametrize("content", [SAY, EDIT, REACT, ACKNOWLEDGE], ids=lambda content: content.kind)
def test_every_kind_of_content_comes_back_the_same(database: Database, content: Outgoing) -> None:
    add(database, content)
    parcel = outbox.next_for(database, CHAT, NOON)
    assert (parcel.content if parcel else None) == content


def test_answers_to_presses_go_first_then_messages_then_marks_each_in_order(database: Database) -> None:
    react, say, edit, other, acknowledge = (add(database, one) for one in (REACT, SAY, EDIT, SAY, ACKNOWLEDGE))
    assert sent_in_order(database) == [acknowledge, say, edit, other, react]


def test_of_a_message_the_newest_edit_goes_in_the_place_of_one_that_waits(database: Database) -> None:
    under_way = sending(database, EDIT)
    add(database, EDIT)
    elsewhere, of_another = add(database, EDIT, chat_id=OTHER_CHAT), add(database, Edit(message_id=6, text="Anders"))
    newest = add(database, Edit(message_id=5, text="Nog anders"))
    left = [row["id"] for row in database.query("SELECT id FROM outbox ORDER BY id")]
    assert left == [under_way, elsewhere, of_another, newest]


def test_an_edit_takes_the_place_only_of_what_it_changes_too(database: Database) -> None:
    buttons, pictured = Edit(message_id=5), Edit(message_id=5, text="Anders", picture=PICTURE)
    for one in (buttons, EDIT, buttons):
        add(database, one)
    kept, last = add(database, pictured), add(database, EDIT)
    # Words take the place of buttons and words, but not of a picture.
    assert [row["id"] for row in database.query("SELECT id FROM outbox ORDER BY id")] == [kept, last]


def test_buttons_that_come_after_words_go_after_them(database: Database) -> None:
    worded, under = add(database, EDIT), add(database, Edit(message_id=5))
    assert sent_in_order(database) == [worded, under]


def test_a_chat_gets_only_its_own(database: Database) -> None:
    add(database, chat_id=OTHER_CHAT)
    assert (sent_in_order(database), outbox.chats_waiting(database, NOON)) == ([], [OTHER_CHAT])


def test_what_may_go_later_waits_until_then(database: Database) -> None:
    late = add(database, send_after=NOON + HOUR)
    seen = [(sent_in_order(database, now), outbox.next_owed(database, now)) for now in (NOON, NOON + HOUR)]
    assert seen == [([], NOON + HOUR), ([late], None)]


def test_the_clock_looks_again_when_something_that_may_go_has_waited_too_long(database: Database) -> None:
    add(database, keeps=DAY), add(database, chat_id=OTHER_CHAT, keeps=HOUR)
    moments = (NOON - MINUTE, NOON, NOON + HOUR, NOON + DAY)
    assert [outbox.next_owed(database, now) for now in moments] == [NOON, NOON + HOUR, NOON + DAY, None]


def test_what_may_go_since_yesterday_is_kept_as_long_as_what_may_go_now(database: Database) -> None:
    add(database, send_after=NOON - DAY, keeps=HOUR)
    parcel = outbox.next_for(database, CHAT, NOON)
    assert (parcel.expires_at if parcel else None) == NOON + HOUR


def test_a_parcel_is_claimed_once(database: Database) -> None:
    add(database)
    parcel = outbox.next_for(database, CHAT, NOON)
    assert parcel is not None
    claims = [outbox.claim(database, parcel) for _ in range(2)]
    assert (claims, outbox.next_for(database, CHAT, NOON)) == ([True, False], None)


def test_words_are_forgotten_when_they_arrived(database: Database) -> None:
    number = sending(database)
    outbox.mark_sent(database, number, 55, NOON)
    kept = (states(database), words_kept(database), messages.about(database, CHAT, 55))
    assert kept == (["sent"], [False], (OURS, PROMPT))


def test_a_message_leads_to_its_session_and_what_it_was_for(database: Database) -> None:
    outbox.mark_sent(database, sending(database, purpose=STEP.of(3, 1)), 55, NOON)
    outbox.mark_sent(database, sending(database), 56, NOON)
    asked = [(CHAT, 55), (CHAT, 56), (OTHER_CHAT, 56), (CHAT, 57)]
    found = [messages.about(database, *message) for message in asked]
    assert found == [
        (OURS, STEP.of(3, 1)),
        (OURS, PROMPT),
        None,
        None,
    ]


def test_the_same_message_number_in_another_team_leads_to_their_session(database: Database) -> None:
    for chat_id in (CHAT, OTHER_CHAT):
        outbox.mark_sent(database, sending(database, chat_id=chat_id), 55, NOON)
    found = [messages.about(database, chat_id, 55) for chat_id in (CHAT, OTHER_CHAT)]
    assert found == [
        (OURS, PROMPT),
        (THEIRS, PROMPT),
    ]


def test_what_certainly_did_not_arrive_waits_again_and_counts_its_attempts(database: Database) -> None:
    number = sending(database)
    outbox.put_back(database, number, NOON + MINUTE)
    again = outbox.next_for(database, CHAT, NOON + MINUTE)
    early = outbox.next_for(database, CHAT, NOON)
    assert (early, (again.id, again.attempts) if again else None) == (None, (number, 1))


def test_what_waits_again_may_have_other_words(database: Database) -> None:
    number = sending(database)
    outbox.put_back(database, number, NOON, Say(text="Korter"))
    parcel = outbox.next_for(database, CHAT, NOON)
    assert (parcel.content if parcel else None) == Say(text="Korter")


def test_what_was_proved_to_have_arrived_is_not_put_back(database: Database) -> None:
    number = sending(database)
    messages.adopt(database, CHAT, OURS, 55, NOON)
    outbox.put_back(database, number, NOON, SAY)
    assert (states(database), words_kept(database)) == (["sent"], [False])


def test_an_uncertain_message_keeps_its_words_and_is_not_sent_blindly(database: Database) -> None:
    uncertain(database)
    seen = (states(database), words_kept(database), outbox.next_for(database, CHAT, NOON + DAY))
    assert seen == (["uncertain"], [True], None)


def test_after_a_restart_messages_are_uncertain_and_repeatable_acts_wait_again(database: Database) -> None:
    for content in (SAY, EDIT, REACT, ACKNOWLEDGE):
        sending(database, content)
    add(database)
    told = outbox.recover(database, NOON)
    expected = ["uncertain", "waiting", "waiting", "waiting", "waiting"]
    assert ([(one.id, one.state) for one in told], states(database)) == ([(1, "uncertain")], expected)


def test_a_second_restart_tells_nothing_new(database: Database) -> None:
    sending(database)
    outbox.recover(database, NOON)
    assert outbox.recover(database, NOON + MINUTE) == []


@pytest.mark.parametrize("make", [uncertain, sending])
def test_a_prompt_that_is_answered_did_arrive(database: Database, make: Any) -> None:
    make(database)
    adopted = [messages.adopt(database, CHAT, OURS, 55, NOON) for _ in range(2)]
    seen = (adopted, states(database), words_kept(database), messages.about(database, CHAT, 55))
    assert seen == ([True, False], ["sent"], [False], (OURS, PROMPT))


def test_a_prompt_known_to_have_arrived_is_not_made_uncertain_again(database: Database) -> None:
    number = sending(database)
    messages.adopt(database, CHAT, OURS, 55, NOON)
    outbox.mark_uncertain(database, number, "timed out", NOON)
    assert (states(database), troubles.since(database, NOON)) == (["sent"], [])


@pytest.mark.parametrize(("chat_id", "session_id"), [(OTHER_CHAT, OURS), (CHAT, THEIRS)])
def test_an_answer_elsewhere_adopts_nothing(database: Database, chat_id: int, session_id: int) -> None:
    uncertain(database)
    assert (messages.adopt(database, chat_id, session_id, 55, NOON), states(database)) == (False, ["uncertain"])


@pytest.mark.parametrize(
    ("team_ids", "expected"), [([OURS], CHAT), ([THEIRS, OURS], CHAT), ([THEIRS], None), ([], None)]
)
def test_an_uncertain_message_is_sent_again_only_by_its_own_team(
    database: Database, team_ids: list[int], expected: int | None
) -> None:
    number = uncertain(database)
    chat_id = outbox.send_again(database, number, team_ids, NOON + 3 * DAY)
    again = outbox.next_for(database, CHAT, NOON + 3 * DAY)
    assert (chat_id, again.content if again else None) == (expected, SAY if expected else None)


def test_a_message_that_goes_out_again_is_no_trouble_any_more(database: Database) -> None:
    number = uncertain(database)
    outbox.send_again(database, number, [OURS], NOON)
    seen = (troubles.since(database, NOON), outbox.send_again(database, number, [OURS], NOON))
    assert seen == ([], None)


def test_a_message_of_no_team_is_sent_again_by_nobody(database: Database) -> None:
    number = uncertain(database, team_id=None, session_id=None)
    assert outbox.send_again(database, number, [OURS, THEIRS], NOON) is None


def test_what_waits_for_a_chat_that_is_gone_is_given_up(database: Database) -> None:
    add(database), add(database, REACT), add(database, chat_id=OTHER_CHAT)
    outbox.give_up_chat(database, CHAT, "the bot was removed", NOON)
    seen = (states(database), words_kept(database), outbox.chats_waiting(database, NOON))
    assert seen == (["failed", "failed", "waiting"], [False, False, True], [OTHER_CHAT])


def test_what_waited_too_long_is_taken_once_and_sent_no_more(database: Database) -> None:
    short, _ = add(database, keeps=HOUR), add(database)
    before = outbox.take_expired(database, NOON + HOUR - MINUTE)
    taken = [[parcel.id for parcel in outbox.take_expired(database, NOON + HOUR)] for _ in range(2)]
    assert (before, taken, states(database)) == ([], [[short], []], ["expired", "waiting"])


def test_what_is_past_its_time_does_not_go_out_even_if_nobody_took_it(database: Database) -> None:
    add(database, keeps=HOUR)
    assert outbox.next_for(database, CHAT, NOON + HOUR) is None


def test_a_session_is_asked_where_its_prompt_waits_is_on_its_way_or_has_arrived(database: Database) -> None:
    add(database, purpose=SUMMARY)
    asked = [messages.is_asked_in(database, CHAT, OURS)]
    parcel_id = sending(database)
    asked.append(messages.is_asked_in(database, CHAT, OURS))
    outbox.mark_sent(database, parcel_id, 55, NOON)
    asked.append(messages.is_asked_in(database, CHAT, OURS))
    assert (asked, messages.is_asked_in(database, CHAT - 1, OURS)) == ([False, True, True], False)


def test_what_is_long_done_is_forgotten_and_what_waits_stays(database: Database) -> None:
    outbox.mark_sent(database, sending(database), 55, NOON)
    uncertain(database), add(database)
    counts = []
    for age in (119, 121):
        retraction.forget_old(database, NOON + age * DAY)
        counts.append(states(database))
    assert counts == [["sent", "uncertain", "waiting"], ["waiting"]]


def test_numbers_are_never_used_again(database: Database) -> None:
    first = add(database)
    database.execute("DELETE FROM outbox")
    assert add(database) > first


def test_lines_that_confirm_answers_do_not_hold_up_a_summary(database: Database) -> None:
    for purpose in (NOTED, NOTED, SUMMARY):
        add(database, purpose=purpose)
    parcel = outbox.next_for(database, CHAT, NOON)
    assert parcel is not None
    assert parcel.purpose == SUMMARY


def test_what_is_taken_off_is_taken_off_once(database: Database) -> None:
    for content in (Edit(message_id=5, text="Anders."), Delete(message_id=5), Delete(message_id=6)):
        outbox.add(database, content, CHAT, Purpose("clean"), NOON)
    messages.drop_changes(database, CHAT, 5)
    assert [row["payload"] for row in database.query("SELECT payload FROM outbox")] == [
        Delete(message_id=6).model_dump_json()
    ]
