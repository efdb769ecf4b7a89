"""The server of the page without a browser: views, deeds, refusals, the guard, the stream, and files."""

import asyncio
import json
import socket
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

import httpx
import pytest
from page.browser import shown

from bot.commandline.demo import opening
from bot.sandbox.page import Show, serving
from bot.sandbox.page.show import Performance
from bot.sandbox.page.view import view


@pytest.fixture
async def show() -> AsyncIterator[Show]:
    async with shown() as served:
        yield served


@pytest.fixture
async def client(show: Show) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=show.address, trust_env=False, headers={"Origin": show.address}) as client:
        yield client


def on(show: Show) -> Performance:
    assert show.performance
    return show.performance


async def act(client: httpx.AsyncClient, show: Show, who: str, **deed: Any) -> httpx.Response:
    return await client.post("/act", json={"who": who, "performance": on(show).number, "deed": deed})


async def test_the_page_is_in_the_package_and_whole(client: httpx.AsyncClient) -> None:
    page = await client.get("/")
    files = [part.split('"')[0] for part in page.text.split("static/")[1:]]
    answers = {name: (await client.get(f"/static/{name}")).headers["content-type"].split(";")[0] for name in files}
    kinds = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
    assert answers == {name: kinds[name.rpartition(".")[2]] for name in files}


async def test_every_answer_tells_the_browser_to_load_nothing_from_elsewhere(client: httpx.AsyncClient) -> None:
    for path in ("/", "/static/main.js", "/nowhere"):
        headers = (await client.get(path)).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")


async def test_a_foreign_name_for_this_machine_is_refused(client: httpx.AsyncClient) -> None:
    hosts = ("evil.example:8737", "127.0.0.1.evil.example", "localhost@evil.example", "[", "")
    paths = ("/", "/events?who=Anna")
    answers = [await client.get(path, headers={"Host": host}) for path in paths for host in hosts]
    assert [(answer.status_code, answer.json()) for answer in answers] == [(421, {"problem": "foreign host"})] * 10


async def test_this_machine_may_be_called_by_each_of_its_names(client: httpx.AsyncClient) -> None:
    for host in ("localhost:8737", "127.0.0.1", "[::1]:8737"):
        assert (await client.get("/", headers={"Host": host})).status_code == 200, host


FOREIGN: list[tuple[dict[str, str], int, str]] = [
    ({"Origin": "https://evil.example"}, 403, "foreign page"),
    ({"Origin": "null"}, 403, "foreign page"),
    ({"Origin": ""}, 403, "foreign page"),
    ({"Content-Type": "text/plain"}, 415, "no json"),
    ({"Content-Type": "application/x-www-form-urlencoded"}, 415, "no json"),
]


async def test_another_page_can_do_nothing(client: httpx.AsyncClient, show: Show) -> None:
    wish = {"who": "Karin", "performance": 1, "deed": {"do": "scene"}}
    for headers, status, problem in FOREIGN:
        sent = {"Content-Type": "application/json"} | headers
        answer = await client.post("/act", content=json.dumps(wish), headers=sent)
        assert (answer.status_code, answer.json(), on(show).played) == (status, {"problem": problem}, []), headers


async def test_too_much_is_refused_unread(client: httpx.AsyncClient) -> None:
    answer = await client.post("/act", content=b" " * 100_000, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()) == (413, {"problem": "too long"})


IMPOSSIBLE: list[tuple[dict[str, Any], str]] = [
    ({"do": "write", "chat": -4001, "text": ""}, "unusable"),
    ({"do": "write", "chat": -4001, "text": "  "}, "unusable"),
    ({"do": "write", "chat": -4001, "text": "x" * 4097}, "too long"),
    ({"do": "write", "chat": -1, "text": "x"}, "gone"),
    ({"do": "write", "chat": -4001, "text": "x", "reply_to": 99}, "gone"),
    ({"do": "press", "chat": -4001, "message": 1, "data": "x"}, "gone"),
    ({"do": "press", "chat": -4001, "message": 99, "data": "x"}, "gone"),
    ({"do": "edit", "chat": -4001, "message": 1, "text": "x"}, "unusable"),
    ({"do": "vote", "chat": -4001, "message": 1, "options": [0]}, "gone"),
    ({"do": "open", "link": "https://t.me/someone_else?start=x"}, "link"),
    ({"do": "open", "link": "nonsense"}, "link"),
    ({"do": "create", "title": " ", "people": [], "with_bot": True}, "unusable"),
    ({"do": "create", "title": "x", "people": ["Nobody"], "with_bot": True}, "gone"),
    ({"do": "add bot", "chat": 1001}, "not allowed"),
    ({"do": "move", "to": "next"}, "gone"),
    ({"do": "dance"}, "unusable"),
    ({"do": "scene", "extra": 1}, "unusable"),
]


async def test_what_cannot_be_done_is_named(client: httpx.AsyncClient, show: Show) -> None:
    for deed, problem in IMPOSSIBLE:
        answer = await act(client, show, "Anna", **deed)
        assert answer.json() == {"problem": problem}, deed


async def test_nobody_reads_or_writes_in_anothers_private_chat(client: httpx.AsyncClient, show: Show) -> None:
    karin = on(show).person("Karin")
    karin.start(on(show).bot)
    answer = await act(client, show, "Anna", do="write", chat=karin.id, text="Dag")
    seen = json.dumps(view(on(show), on(show).person("Anna")), ensure_ascii=False)
    assert (answer.json(), "Dag Karin" in seen) == ({"problem": "gone"}, False)


async def test_the_leader_sees_no_group(show: Show) -> None:
    assert view(on(show), on(show).person("Ilse"))["groups"] == []


async def test_looking_at_a_private_chat_does_not_begin_it(show: Show) -> None:
    scene = on(show)
    private = view(scene, scene.person("Anna"))["private"]
    assert (private["is_begun"], private["may_write"], scene.sandbox.private) == (False, False, {})


async def test_a_deed_meant_for_the_performance_before_is_not_done(client: httpx.AsyncClient, show: Show) -> None:
    before = on(show).number
    await act(client, show, "Karin", do="start over", language="en")
    wish = {"who": "Karin", "performance": before, "deed": {"do": "scene"}}
    answer = await client.post("/act", json=wish)
    assert (answer.json(), on(show).language, on(show).played) == ({"problem": "other performance"}, "en", [])


async def test_deeds_at_the_same_instant_are_done_one_after_the_other(client: httpx.AsyncClient, show: Show) -> None:
    answers = await asyncio.gather(*(act(client, show, "Karin", do="scene") for _ in range(7)))
    outcomes = [answer.json() for answer in answers]
    assert [one.get("scene", one.get("problem")) for one in outcomes][-2:] == ["digest", "scene"]


async def views(client: httpx.AsyncClient, who: str) -> AsyncGenerator[dict[str, Any], None]:
    async with client.stream("GET", "/events", params={"who": who}) as answer:
        async for line in answer.aiter_lines():
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))


async def test_the_stream_tells_what_follows_for_this_person(client: httpx.AsyncClient, show: Show) -> None:
    stream = views(client, "Anna")
    first = await anext(stream)
    person, group = on(show).person("Bram"), on(show).story.group
    message = person.write(group, "Wie heeft de sleutel?")
    second = await anext(stream)
    on(show).person("Anna").react(message, "👍")
    third = await anext(stream)
    person.erase(message)
    fourth = await anext(stream)
    await stream.aclose()
    newest = [one["groups"][0]["messages"][-1] for one in (second, third)]
    counts = [len(one["groups"][0]["messages"]) for one in (first, second, third, fourth)]
    assert [one["text"] for one in newest] == ["Wie heeft de sleutel?"] * 2
    assert newest[1]["reactions"] == [{"emoji": "👍", "count": 1, "is_mine": True, "names": ["Anna"]}]
    assert counts == [counts[0], counts[0] + 1, counts[0] + 1, counts[0]]


async def test_the_stream_goes_on_in_the_next_performance(client: httpx.AsyncClient, show: Show) -> None:
    stream = views(client, "Anna")
    first = await anext(stream)
    await show.start_over("en")
    second = await anext(stream)
    await stream.aclose()
    assert (first["language"], second["language"]) == ("nl", "en")


async def test_a_stream_survives_a_start_over_in_the_middle_of_news(client: httpx.AsyncClient, show: Show) -> None:
    stream = views(client, "Anna")
    numbers = [(await anext(stream))["performance"]]
    for language in ("en", "nl", "en"):
        await act(client, show, "Karin", do="scene")
        await act(client, show, "Karin", do="start over", language=language)
        while numbers[-1] != on(show).number:
            numbers.append((await anext(stream))["performance"])
    await stream.aclose()
    assert numbers == sorted(numbers)


async def test_nobody_else_is_streamed(client: httpx.AsyncClient) -> None:
    assert (await client.get("/events", params={"who": "Nobody"})).status_code == 404


async def test_the_server_stops_at_once_with_streams_open() -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        async with shown() as show:
            streams = [views(httpx_at(client, show), name) for name in ("Anna", "Bram")]
            for stream in streams:
                await anext(stream)
            loop = asyncio.get_running_loop()
            began = loop.time()
        took = loop.time() - began
        ends = [await anext(stream, None) for stream in streams]
    assert (took < 0.8, ends) == (True, [None, None])


def httpx_at(client: httpx.AsyncClient, show: Show) -> httpx.AsyncClient:
    client.base_url = httpx.URL(show.address)
    return client


async def test_a_file_is_saved_under_its_name_and_never_shown(client: httpx.AsyncClient, show: Show) -> None:
    anna, group = on(show).person("Anna"), on(show).story.group
    message = anna.send_document(group, name='les "één".html', content=b"<script>alert(1)</script>")
    answer = await client.get(f"/media/{group.id}/{message.id}")
    assert (answer.headers["content-type"], answer.headers["content-disposition"]) == (
        "application/octet-stream",
        "attachment; filename*=UTF-8''les%20%22%C3%A9%C3%A9n%22.html",
    )


async def test_a_photo_that_is_none_is_not_shown_as_one(client: httpx.AsyncClient, show: Show) -> None:
    anna, group = on(show).person("Anna"), on(show).story.group
    message = anna.send_photo(group, content=b"<svg onload=alert(1)>")
    answer = await client.get(f"/media/{group.id}/{message.id}")
    assert answer.headers["content-type"] == "application/octet-stream"


async def test_what_is_not_there_is_not_found(client: httpx.AsyncClient) -> None:
    for path in ("/media/1/1", "/media/x/1", "/static/..%2fweb.py", "/static/nowhere.js"):
        assert (await client.get(path)).status_code == 404, path


async def test_the_bot_api_is_on_the_same_address(client: httpx.AsyncClient, show: Show) -> None:
    known = await client.post(f"/bot{on(show).bot.token}/getMe")
    unknown = await client.post("/bot7000001:guess/getMe")
    assert (known.json()["result"]["username"], unknown.status_code) == ("leerkring_bot", 401)


async def test_a_port_in_use_is_told(show: Show) -> None:
    with pytest.raises(OSError, match="in use"):
        async with serving(Show(opening, "nl"), port=int(show.address.rpartition(":")[2])):
            pass


async def test_only_a_server_that_was_opened_up_takes_any_host_name() -> None:
    show = Show(opening, "nl")
    async with serving(show, host="0.0.0.0"), httpx.AsyncClient(trust_env=False) as client:
        await show.is_on()
        answer = await client.get(show.address, headers={"Host": socket.gethostname()})
    assert answer.status_code == 200


async def test_whoever_sets_the_bot_up_by_hand_is_offered_no_beginning(show: Show) -> None:
    scene = on(show)
    karin = scene.person("Karin")
    assert view(scene, karin)["story"]["is_stuck"] is False
    karin.invite(scene.story.group, scene.bot)
    await scene.settle()
    assert view(scene, karin)["story"]["is_stuck"] is True


async def test_the_first_scene_is_no_overtaking_of_itself(show: Show) -> None:
    await on(show).play_next()
    assert view(on(show), on(show).person("Karin"))["story"]["is_stuck"] is False
