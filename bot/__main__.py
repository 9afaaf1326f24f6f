"""The command line: each command, and how it ends."""

import os
import sys
from collections.abc import Coroutine
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

import click

from bot.environment import read_environment
from bot.errors import CordialError, InUse, SettingsError, StorageError
from bot.log import set_up_logging
from bot.settings import Settings, read_settings

ENV_FILE = Path(".env")
INTERRUPTED = 130
HINT = """To begin, talk to it here: cordially. To have it on Telegram or Slack, put the tokens
into .env (see .env.example), let cordially doctor look at it, then: cordially run."""


class InOrder(click.Group):
    """Lists the commands in the order in which somebody needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Their names, as they are written here."""
        return list(self.commands)


@click.group(
    cls=InOrder,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
    invoke_without_command=True,
    epilog=HINT,
)
@click.version_option(package_name="cordially", message="cordially %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Cordially remembers the people you know and helps you be good to them."""
    if context.invoked_subcommand is None:
        context.invoke(chat)


@cli.command()
def chat() -> None:
    """Talk to it here, in the terminal.

    Piped lines are answered one by one. While a cordially run has the memory, this talks to
    that one.
    """
    settings = _settings(quiet=True)
    from bot.serving import chat as chat_with  # noqa: PLC0415 (each command pays for itself)

    _go(chat_with(settings))


@cli.command()
@click.argument("words", nargs=-1, required=True)
def say(words: tuple[str, ...]) -> None:
    """Say one thing and read the answer.

    For example: cordially say met Sarah at the conference
    """
    settings = _settings(quiet=True)
    from bot.serving import say as say_once  # noqa: PLC0415

    _go(say_once(settings, " ".join(words)))


@cli.command()
def run() -> None:
    """Serve Telegram and Slack, as .env says.

    Until SIGTERM or Ctrl-C; what is not answered by then is answered at the next start.
    """
    settings = _settings()
    from bot.serving import serve  # noqa: PLC0415

    _go(serve(settings))


@cli.command()
def status() -> None:
    """What it holds: owners, mornings, messages.

    Reads beside a running process.
    """
    settings = _settings(quiet=True)
    from bot.looking import status as look  # noqa: PLC0415

    _go(look(settings))


@cli.command()
def backup() -> None:
    """Copy the memory into a file of its own, verified.

    Beside a running process, which does so once a day by itself. The newest 14 are kept, in
    the folder backups of the memory's, unless .env says otherwise.
    """
    settings = _settings(quiet=True)
    from bot.upkeep import backup as make_backup  # noqa: PLC0415

    _go(make_backup(settings))


@cli.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="do not ask; without FILE the newest good one")
def restore(file: Path | None, *, yes: bool) -> None:
    """Bring a backup back, the one that you choose.

    While no other process has the memory. What is kept now is moved aside, not removed.
    """
    settings = _settings(quiet=True)
    from bot.upkeep import restore as bring_back  # noqa: PLC0415

    _go(bring_back(settings, file, yes=yes))


@cli.command()
def check() -> None:
    """Read everything that is kept, and say what is wrong.

    Beside a running process. Changes nothing. The exit status is 1 if something is wrong.
    """
    settings = _settings(quiet=True)
    from bot.upkeep import check as read_all  # noqa: PLC0415

    _go(read_all(settings))


@cli.command()
def encrypt() -> None:
    """Encrypt the memory and its backups.

    With the key that CORDIALLY_KEY or CORDIALLY_KEY_FILE sets in .env.
    """
    settings = _settings(quiet=True)
    from bot.upkeep import encrypt as encrypt_all  # noqa: PLC0415

    _go(encrypt_all(settings))


@cli.command()
def decrypt() -> None:
    """Take the encryption back.

    While the key is still set in .env; take it out after that.
    """
    settings = _settings(quiet=True)
    from bot.upkeep import decrypt as decrypt_all  # noqa: PLC0415

    _go(decrypt_all(settings))


@cli.command()
@click.argument("origin", metavar="FROM")
@click.argument("target", metavar="TO")
def copy(origin: str, target: str) -> None:
    """Copy the memory to another folder or database.

    FROM and TO are folders, or what CORDIALLY_STORAGE may be. No bot may run on either. What
    was interrupted goes on when the same is typed again. For example: cordially copy
    ~/.local/share/cordially postgresql://ann:password@db/cordially
    """
    settings = _settings(quiet=True)
    from bot.moving import copy_memory  # noqa: PLC0415

    _go(copy_memory(settings, origin, target))


@cli.command()
@click.option("--format", "form", default="json", show_default=True, help="json")
@click.option("--owner", help="whose, where there are several: an id from status")
def export(form: str, owner: str | None) -> None:
    """Print all that an owner has.

    Reads beside a running process.
    """
    settings = _settings(quiet=True)
    from bot.looking import export as print_book  # noqa: PLC0415

    _go(print_book(settings, form, owner))


@cli.command()
def doctor() -> None:
    """Say what is wrong, and what to do about it.

    Looks at .env, at the memory, and asks Telegram and Slack about the tokens. Changes
    nothing. The exit status is 1 if something is wrong.
    """
    from bot.doctor import examine  # noqa: PLC0415

    _go(examine(ENV_FILE, os.environ))


@cli.command()
@click.argument("platform", type=click.Choice(["slack"]))
def manifest(platform: str) -> None:
    """Print the app manifest that Slack asks for."""
    from bot.looking import manifest as print_manifest  # noqa: PLC0415

    click.echo(print_manifest(platform), nl=False)


@cli.command()
@click.argument("sentence", nargs=-1)
@click.option("--jsonl", is_flag=True, help="read and write one JSON object a line")
def parse(sentence: tuple[str, ...], *, jsonl: bool) -> None:
    """Show what is understood of a sentence, and why.

    For example: cordially parse met Sarah yesterday
    """
    from bot.parsing import parse_lines, shown  # noqa: PLC0415

    if jsonl:
        sys.exit(parse_lines(sys.stdin.buffer, sys.stdout))
    if not sentence:
        raise click.UsageError("Give a sentence: cordially parse met Sarah yesterday")
    click.echo(shown(" ".join(sentence), locale=_settings(quiet=True).locale))


def _settings(*, quiet: bool = False) -> Settings:
    """The settings, with logging set up; in a terminal only what went wrong is logged."""
    try:
        settings = read_settings(read_environment(ENV_FILE, os.environ))
    except SettingsError as error:
        _fail(error)
    level = "ERROR" if quiet and settings.log_level == "INFO" else settings.log_level
    set_up_logging(level, as_json=settings.log_json)
    return settings


def _go(work: Coroutine[Any, Any, int]) -> NoReturn:
    """Run to the end; a mistake that we know is a sentence, never a traceback."""
    import asyncio  # noqa: PLC0415 (takes longer than all the rest of --help)

    try:
        status = asyncio.run(work)
    except (SettingsError, StorageError, InUse) as error:
        _fail(error)
    except KeyboardInterrupt:
        status = INTERRUPTED
    sys.exit(status)


def _fail(error: CordialError) -> NoReturn:
    problems = error.problems if isinstance(error, SettingsError) else (str(error),)
    for problem in problems:
        click.echo(problem, err=True)
    sys.exit(2)


def main() -> None:
    """The console script."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        # A process can be started without them.
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")  # no letter may stop an answer
        try:
            cli(prog_name="cordially")
        except OSError as error:  # the machine's: a full disk, a file that may not be read
            where = f"{error.filename}: " if error.filename else ""
            click.echo(f"That cannot be done here: {where}{error.strerror}.", err=True)
            # What could not be written is not to be tried again at the exit.
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
            sys.exit(1)


if __name__ == "__main__":
    main()
