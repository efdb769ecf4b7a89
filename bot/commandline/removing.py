"""The commands that remove: `prune` what was kept for long enough, `erase` what somebody asked to have erased."""

import sys

import click

from bot.commandline.shell import FAILED, as_json, explained, in_team, note_access, print_json

Erasable = click.IntRange(min=1)


@click.command()
@click.option("--dry-run", is_flag=True, help="Show what would go, and remove nothing; also beside the running bot.")
@in_team
@as_json
@explained
def prune(dry_run: bool, team: int | str | None, is_json: bool) -> None:
    """Remove what teams have kept for as long as they chose; the bot does this by itself each night.

    Nothing goes before a team's coordinators were told of it, and thirty days have passed. Stop the bot first, or give
    --dry-run to see numbers and dates.
    """
    from bot.commandline.pruning import printed, pruned

    note_access("prune", team=team, dry_run=dry_run)
    done = pruned(team, is_dry=dry_run)
    if is_json:
        print_json(done)
        return
    for line in printed(done):
        click.echo(line)


@click.command()
@click.option("--entry", type=Erasable, help="One contribution, by its number in `leerkring find` or `log`.")
@click.option("--commitment", type=Erasable, help="One commitment, likewise.")
@click.option("--question", type=Erasable, help="One question that a team wrote itself, likewise.")
@click.option("--draft", type=Erasable, help="One that somebody is writing, likewise.")
@click.option("--unplaced", type=Erasable, help="What somebody wrote in private and has not said what it is about.")
@click.option("--person", type=Erasable, help="Somebody and all that bears their name, by Telegram's number for them.")
@click.option("--update", type=Erasable, help="The words of an update that waits or was set aside.")
@click.option("--message", type=Erasable, help="A message that waits to be sent.")
@click.option("--yes", is_flag=True, help="Don't ask whether it is meant.")
@as_json
@explained
def erase(yes: bool, is_json: bool, **numbers: int | None) -> None:
    """Erase one thing for good, for somebody who can't reach the bot or doesn't take part. Stop the bot first.

    What stands in Telegram's chats and in your backups is not reached.
    """
    from bot.commandline.pruning import described, erased, not_there

    meant = [(thing, number) for thing, number in numbers.items() if number is not None]
    if len(meant) != 1:
        raise click.UsageError(f"Name one thing to erase: {', '.join(f'--{thing}' for thing in numbers)}.")
    thing, number = meant[0]
    meant_by = described(thing, number)
    if meant_by and not yes and not click.confirm(f"Erase {meant_by} for good?", err=True):
        sys.exit(FAILED)
    # Who was erased is to stand nowhere any more.
    note_access("erase", **{thing: True if thing == "person" else number})
    done = erased(thing, number) if meant_by else not_there(thing, number)
    if is_json:
        print_json(done)
    else:
        for line in done["lines"]:
            click.echo(line)
    sys.exit(0 if done["erased"] else FAILED)
