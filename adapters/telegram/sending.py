"""A reply on its way out: which calls it takes, and what the errors of Telegram mean for it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from telegram import Bot, InputFile, LinkPreviewOptions, Message
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from adapters.telegram.rendering import MAX_CAPTION, Part, render
from adapters.telegram.request import FloodWait, NotSent, ServerFailed
from bot.errors import Gone, Refused, RetryAt, SendError, Unsure
from bot.ports import Attachment, Outgoing

MAX_FILE_BYTES = 50 * 1024 * 1024
SOON = timedelta(seconds=5)
LATER = timedelta(minutes=1)

UNREACHABLE = (
    "chat not found",
    "user is deactivated",
    "user not found",
    "peer_id_invalid",
    "group chat was deactivated",
    "bot was kicked",
    "bot is not a member",
)
"""What a 400 says when nobody is there to send to."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Place(Struct, frozen=True):
    """A chat, and the forum topic in it."""

    chat: int
    thread: int | None = None


class Step(Struct, frozen=True):
    """One call: a text, a file, or a file with a text under it; ``edits`` is a message's id."""

    part: Part | None = None
    file: Attachment | None = None
    edits: int | None = None


def place_of(outgoing: Outgoing) -> Place:
    """Where it goes; what is unasked goes to the private chat, whose id is the person's.

    Raises:
        Refused: if that is no chat of Telegram's.
    """
    where = outgoing.where
    try:
        if where is None:
            return Place(int(outgoing.to.user))
        return Place(int(where.id), int(where.thread) if where.thread else None)
    except ValueError:
        raise Refused("not a chat") from None


def steps_of(outgoing: Outgoing, attachments: Sequence[Attachment]) -> tuple[Step, ...]:
    """The calls that show a reply, in order.

    Raises:
        Refused: if there is nothing to show, or a file is too large.
    """
    if any(len(each.data) > MAX_FILE_BYTES for each in attachments):
        raise Refused("a file over 50 MB")
    parts = render(outgoing.reply)
    replaces = outgoing.where.replaces if outgoing.where and outgoing.reply.edits else None
    edits = int(replaces) if replaces and replaces.isdecimal() else None
    if attachments and edits is None and len(parts) == 1 and len(parts[0].text) <= MAX_CAPTION:
        first, *rest = attachments
        return (Step(parts[0], first), *(Step(file=each) for each in rest))
    steps = [Step(part) for part in parts] + [Step(file=each) for each in attachments]
    if not steps:
        raise Refused("nothing to show")
    if edits is not None and parts:
        steps[0] = Step(parts[0], edits=edits)
    return tuple(steps)


async def perform(bot: Bot, place: Place, step: Step) -> int:
    """Make one call; the id of the message that shows it."""
    if step.file is not None:
        return await _give(bot, place, step.file, step.part or Part(""))
    part = step.part or Part("")
    if step.edits is not None and await _edit(bot, place, step.edits, part):
        return step.edits
    sent = await bot.send_message(
        place.chat,
        part.text,
        entities=part.entities,
        reply_markup=part.keyboard,
        message_thread_id=place.thread,
        link_preview_options=_NO_PREVIEW,
    )
    return sent.message_id


async def _edit(bot: Bot, place: Place, message_id: int, part: Part) -> bool:
    """Whether the message shows this now; False if it can be edited no longer."""
    try:
        await bot.edit_message_text(
            part.text,
            place.chat,
            message_id,
            entities=part.entities,
            reply_markup=part.keyboard,
            link_preview_options=_NO_PREVIEW,
        )
    except BadRequest as error:
        return "not modified" in error.message.lower()
    return True


async def _give(bot: Bot, place: Place, file: Attachment, part: Part) -> int:
    sent: Message = await bot.send_document(
        place.chat,
        InputFile(file.data, filename=file.name),
        caption=part.text or None,
        caption_entities=part.entities,
        reply_markup=part.keyboard,
        message_thread_id=place.thread,
    )
    return sent.message_id


def meaning(error: TelegramError, now: datetime, *, repeatable: bool) -> SendError:
    """What a failed call means; ``repeatable`` if doing it twice would do no harm.

    BadRequest is asked about before the network's errors, of which the library makes it one.
    """
    if isinstance(error, FloodWait):
        return RetryAt(now + timedelta(seconds=error.seconds))
    if isinstance(error, Forbidden):
        return Gone("forbidden")
    if isinstance(error, BadRequest):
        gone = any(words in error.message.lower() for words in UNREACHABLE)
        return Gone("no such chat") if gone else Refused("bad request")
    if isinstance(error, InvalidToken):
        return RetryAt(now + LATER)
    if repeatable or isinstance(error, NotSent | ServerFailed):
        return RetryAt(now + SOON)
    return Unsure(type(error).__name__)
