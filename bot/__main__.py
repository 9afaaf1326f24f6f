"""The command line: chat, run, say, status, export, manifest, parse, doctor."""

import asyncio
import os
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, NoReturn

import click
from dotenv import dotenv_values

from bot.errors import CordialError, InUse, SettingsError, StorageError
from bot.log import set_up_logging
from bot.settings import Settings, read_settings

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 96}


@click.group(context_settings=CONTEXT, invoke_without_command=True)
@click.version_option(package_name="cordially", message="cordially %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Cordially remembers the people you know and helps you be good to them."""
    if context.invoked_subcommand is None:
        context.invoke(chat)


@cli.command()
def chat() -> None:
    """Talk to it here, in the terminal; piped lines are answered one by one."""
    from bot.serving import chat as chat_with  # noqa: PLC0415 (each command pays for itself)

    _go(chat_with(_settings(quiet=True)))


@cli.command()
@click.argument("words", nargs=-1, required=True)
def say(words: tuple[str, ...]) -> None:
    """Say one thing and read the answer: cordially say met Sarah."""
    from bot.serving import say as say_once  # noqa: PLC0415

    _go(say_once(_settings(quiet=True), " ".join(words)))


@cli.command()
def run() -> None:
    """Serve every platform that .env configures, until it is told to stop."""
    from bot.serving import serve  # noqa: PLC0415

    _go(serve(_settings()))


@cli.command()
def status() -> None:
    """What the server is doing: owners, mornings, inbox, outbox, storage."""
    from bot.looking import status as look  # noqa: PLC0415

    _go(look(_settings(quiet=True)))


@cli.command()
@click.option("--format", "form", default="json", show_default=True, help="json")
@click.option("--owner", help="whose book, where there are several: an id from status")
def export(form: str, owner: str | None) -> None:
    """Print all that an owner has."""
    from bot.looking import export as print_book  # noqa: PLC0415

    _go(print_book(_settings(quiet=True), form, owner))


@cli.command()
@click.argument("platform", type=click.Choice(["slack"]))
def manifest(platform: str) -> None:
    """Print the app manifest that Slack asks for, made from the commands."""
    from bot.looking import manifest as print_manifest  # noqa: PLC0415

    click.echo(print_manifest(platform), nl=False)


@cli.command()
@click.argument("sentence", nargs=-1)
@click.option("--jsonl", is_flag=True, help="read and write one JSON object a line")
def parse(sentence: tuple[str, ...], *, jsonl: bool) -> None:
    """Show what would be understood of a sentence, and why."""
    from bot.parsing import parse_lines, shown  # noqa: PLC0415

    if jsonl:
        parse_lines(sys.stdin, sys.stdout)
    elif sentence:
        click.echo(shown(" ".join(sentence)))
    else:
        raise click.UsageError("Give a sentence: cordially parse met Sarah yesterday")


@cli.command()
def doctor() -> None:
    """Say what is wrong with the configuration, and what to do."""
    from bot.doctor import examine  # noqa: PLC0415

    _go(examine(_environment()))


def _environment() -> dict[str, str]:
    """The process's variables over those of .env in this folder."""
    return {k: v for k, v in dotenv_values(Path(".env")).items() if v} | dict(os.environ)


def _settings(*, quiet: bool = False) -> Settings:
    """The settings, with logging set up; in a terminal only what went wrong is logged."""
    try:
        settings = read_settings(_environment())
    except SettingsError as error:
        _fail(error)
    level = "ERROR" if quiet and settings.log_level == "INFO" else settings.log_level
    set_up_logging(level, as_json=settings.log_json)
    return settings


def _go(work: Coroutine[Any, Any, int]) -> None:
    """Run to the end; a mistake that we know is a sentence, never a traceback."""
    try:
        status = asyncio.run(work)
    except (SettingsError, StorageError, InUse) as error:
        _fail(error)
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


def _fail(error: CordialError) -> NoReturn:
    problems = error.problems if isinstance(error, SettingsError) else (str(error),)
    for problem in problems:
        click.echo(problem, err=True)
    sys.exit(2)


def main() -> None:
    """The console script."""
    cli(prog_name="cordially")


if __name__ == "__main__":
    main()
