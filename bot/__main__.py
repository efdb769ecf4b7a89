"""The command line: `leerkring` and its commands. Each command's work is imported only when it is given."""

import logging
import sys
from datetime import datetime
from pathlib import Path
from typing import Literal, TextIO

import click

from bot import __version__
from bot.commandline import looking, removing, scheduling
from bot.commandline.library import library
from bot.commandline.own_lines import write_own_lines
from bot.commandline.shell import FAILED, as_json, explained, note_access, print_json, progress


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="leerkring")
@click.option("-v", "--verbose", is_flag=True, help="Log more of what happens; never what people wrote.")
def main(verbose: bool) -> None:
    """Leerkring leads school teams through short reflections in Telegram.

    Settings come from the environment (LEERKRING_BOT_TOKEN, LEERKRING_API_URL, LEERKRING_DATABASE,
    LEERKRING_CONTENT, LEERKRING_BACKUP_KEY, LEERKRING_WEBHOOK_URL, LEERKRING_WEBHOOK_SECRET,
    LEERKRING_WEBHOOK_LISTEN, LEERKRING_NOTICES) or, in small letters and without the prefix, from leerkring.toml in
    this folder.

    Exit codes: 0 all is well, 1 something is wrong, 2 wrong use or settings, 3 another Leerkring is running.
    """
    write_own_lines(verbose, sys.stderr)


@main.command()
@click.option("--script", is_flag=True, help="Play a school week by itself and print it, instead of the page.")
@click.option("--term", is_flag=True, help="Play a whole term instead of a week, as a team and its leader see it.")
@click.option(
    "--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="The team's language."
)
@click.option("--port", type=click.IntRange(0, 65535), help="Where the page listens.  [default: 8737, or a free one]")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Let other machines in too, such as 0.0.0.0. Whoever can reach the page can be anybody in it.",
)
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
@explained
def demo(
    script: bool, term: bool, language: Literal["nl", "en"], port: int | None, host: str, no_browser: bool
) -> None:
    """Try the bot in your browser, without a token: be every person of a team in turn, and move the clock.

    Everything is pretend and stays on this computer; nothing is kept when you stop.
    """
    logging.getLogger("bot").setLevel(logging.WARNING)
    if script or term:
        from bot.commandline.transcript import play, play_term

        (play_term if term else play)(language, click.echo)
        return
    from bot.commandline.demo import run_page

    sys.exit(run_page(language, host, port, click.echo, opens_browser=not no_browser))


@main.command()
@click.argument("what", required=False)
@click.option(
    "--pace",
    type=click.Choice(["live", "sprint", "calm"]),
    help="How a method is done.  [default: the method's first]",
)
@click.option(
    "--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="The group's language."
)
@as_json
@explained
def rehearse(
    what: str | None, pace: Literal["live", "sprint", "calm"] | None, language: Literal["nl", "en"], is_json: bool
) -> None:
    """Read a method, a scan or a question as a group goes through it: what all see, and each role in private.

    WHAT is its id or title. Pretend people play it with the bot itself: a method from gathering to the follow-up weeks
    later and the clean-up, with the examples of its file; a scan from its choice to what came of the agreement; a
    question from asking to its summary, and on to its second step. Without WHAT it lists methods and scans; `leerkring
    library` lists questions too. Your own in LEERKRING_CONTENT count as well.
    """
    logging.getLogger("bot").setLevel(logging.CRITICAL)
    from bot.commandline.rehearse import RehearsalError, listed, played

    if what is None:
        items = listed(language)
        if is_json:
            print_json(items)
            return
        for item in items:
            most = f"to {item['most']:<2}" if item["most"] else "or more"
            click.echo(
                f"{item['id']:<25} {item['minutes']:>3} min  {item['days']:>2} days"
                f"  {item['fewest']:>2} {most} people  {item['name']}"
            )
        return
    try:
        shown = played(what, pace, language)
    except RehearsalError as error:
        click.echo(str(error), err=True)
        sys.exit(error.code)
    if is_json:
        print_json(shown.as_items())
        return
    for line in shown.printed(language):
        click.echo(line)


@main.command()
@click.option("--webhook", is_flag=True, help="Take updates by webhook; needs LEERKRING_WEBHOOK_URL and _SECRET.")
@click.option(
    "--rehearse-from",
    type=click.DateTime(["%Y-%m-%dT%H:%M%z", "%Y-%m-%dT%H:%M:%S%z"]),
    metavar="TIME",
    help="Start the clock at another time, such as 2026-11-23T12:00+01:00; not on Telegram itself.",
)
@click.option(
    "--rehearse-speed",
    type=click.FloatRange(0.01, 36000),
    metavar="N",
    help="Let the clock run N times as fast; not on Telegram itself.",
)
@explained
def run(webhook: bool, rehearse_from: datetime | None, rehearse_speed: float | None) -> None:
    """Run the bot until it is stopped."""
    from bot.commandline.running import start

    sys.exit(start(webhook, rehearse_from, rehearse_speed))


@main.command()
@as_json
@explained
def check(is_json: bool) -> None:
    """Read all content, yours too, and print every mistake."""
    from bot.commandline.reading import check_content, counted

    mistakes, what = check_content()
    if is_json:
        print_json(mistakes)
    else:
        for item in mistakes:
            click.echo(f"{item['file']}: {item['path']}: {item['problem']}")
        click.echo(f"{what} read, {counted(len(mistakes), 'mistake')} found.")
    sys.exit(FAILED if mistakes else 0)


@main.command()
@click.argument("file", metavar="[FILE]", type=click.File(encoding="utf-8", errors="replace"), default="-")
@as_json
@explained
def screen(file: TextIO, is_json: bool) -> None:
    """Read a text a line, and print the names and the alarm that the bot would see in each.

    From FILE, or from standard input without one. Nothing is kept. What is found is a guess: try it with sentences as
    your team writes them, before you rely on it.
    """
    from bot.commandline.reading import screened

    items = screened(file)
    if is_json:
        print_json(items)
        return
    for item in items:
        click.echo(item["text"])
        click.echo(f"      names: {', '.join(item['names']) or 'none'}; alarm: {item['alarm'] or 'none'}")


@main.command()
@as_json
@explained
def doctor(is_json: bool) -> None:
    """Look at settings, token, rights, clock, database and failed messages, and say what to do."""
    from bot.commandline.doctor import examine

    with progress("Looking at the groups") as came:
        findings = examine(came)
    if is_json:
        print_json(findings)
    else:
        for item in findings:
            click.echo(f"{'ok  ' if item['ok'] else 'LOOK'}  {item['what']}: {item['found']}")
            if not item["ok"]:
                click.echo(f"      {item['do']}")
    sys.exit(0 if all(item["ok"] for item in findings) else FAILED)


@main.command()
@click.argument("target", metavar="FILE|FOLDER")
@click.option("--keep", type=click.IntRange(1), metavar="N", help="Leave only the N newest backups in the folder.")
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@click.option(
    "--encrypt-to",
    "recipient",
    metavar="PUBLIC-KEY",
    help="Encrypt it to a public key (age1…), made with `leerkring key`.  [default: LEERKRING_BACKUP_KEY]",
)
@as_json
@explained
def backup(target: str, keep: int | None, force: bool, recipient: str | None, is_json: bool) -> None:
    """Copy the database while the bot runs; into a folder, by date and time.

    The copy is checked, and readable by this account alone. Nobody can tell from it whose a nameless answer is. It
    holds what people wrote, also what they erase later: keep backups for a limited time. --keep removes older ones that
    this command made in the folder, and nothing else.
    """
    from bot.commandline.keeping import back_up

    if keep and not Path(target).is_dir():
        raise click.UsageError(f"--keep needs a folder that is there, and {target} is none.")
    note_access("backup", target=target, keep=keep)
    made = back_up(target, keep, force, recipient)
    if is_json:
        print_json(made)
        return
    sealed = ", encrypted" if made["is_encrypted"] else ""
    click.echo(f"{made['backup']}: {made['bytes']} bytes, checked{sealed}.")
    for path in made["removed"]:
        click.echo(f"Removed {path}.")


@main.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--key", type=click.Path(path_type=Path), metavar="FILE", help="The file with the key that opens an encrypted one."
)
@as_json
@explained
def restore(file: Path, key: Path | None, is_json: bool) -> None:
    """Put a backup in the place of the database; stop the bot first.

    What was erased since the backup is erased in it too. What stood there is kept beside it under a dated name for two
    weeks, unless you remove it sooner.
    """
    from bot.commandline.keeping import put_back

    note_access("restore", file=str(file))
    done = put_back(file, key)
    if is_json:
        print_json(done)
        return
    click.echo(f"{done['database']} is now what {done['backup']} holds.")
    if done["kept"]:
        click.echo(f"What stood there is kept as {done['kept']}, for two weeks. Remove it when all is well.")
    click.echo("What was written or changed since that backup is not in it.")
    if done["erased_since"] is None:
        click.echo(
            "What was erased since isn’t known here: the database it is kept beside is not there."
            " Look for it with `leerkring find`, and erase it again with `leerkring erase`."
        )
    else:
        click.echo(
            f"Erased after the backup was made, and now in it too: {done['erased_since']}."
            " What was erased more than 90 days ago may be back, if the backup is older than that:"
            " look for it with `leerkring find`, and erase it again with `leerkring erase`."
        )


@main.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@as_json
@explained
def key(file: Path, is_json: bool) -> None:
    """Make a key for encrypted backups: write it to FILE, and print the public half that backups are sealed with.

    Keep FILE somewhere else than on this machine. Without it nobody can open those backups, you included.
    """
    from bot.commandline.keeping import make_key

    made = make_key(file)
    if is_json:
        print_json(made)
        return
    click.echo(f"{made['public']}")
    click.echo(f"Set this as LEERKRING_BACKUP_KEY, and take {made['key']} to another place.", err=True)


for command in (
    *(looking.plan, looking.log, looking.digest, looking.harvest, looking.export),
    *(looking.teams, looking.find, looking.accesses),
    *(removing.prune, removing.erase, scheduling.schedule, scheduling.holidays, library),
):
    main.add_command(command)

if __name__ == "__main__":
    main()
