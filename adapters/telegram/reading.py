"""An update of Telegram's as a Message, or None where it is nothing to answer. Pure."""

from datetime import datetime

import telegram
from telegram import CallbackQuery, Contact, MaybeInaccessibleMessage, Update, User
from telegram.constants import ChatType, MessageType
from telegram.helpers import effective_message_type

from bot.ports import Address, Body, Conversation, Message, Place, Upload, Words
from bot.reply import Press

PLATFORM = "telegram"

KINDS = {
    MessageType.ANIMATION: "an animation",
    MessageType.AUDIO: "an audio file",
    MessageType.CONTACT: "a contact card",
    MessageType.DICE: "a die",
    MessageType.DOCUMENT: "a file",
    MessageType.GAME: "a game",
    MessageType.PHOTO: "a photo",
    MessageType.POLL: "a poll",
    MessageType.STICKER: "a sticker",
    MessageType.STORY: "a story",
    MessageType.VIDEO: "a video",
    MessageType.VIDEO_NOTE: "a video note",
    MessageType.VOICE: "a voice note",
}
"""What people can send that is no text, and how an answer names it; all else is the platform's
own (somebody joined, a message was pinned)."""


def read(update: Update, me: User, now: datetime) -> Message | None:
    """What somebody said to the bot ``me``; ``now`` dates a press, which carries no date.

    The id of a message is made of the bot, the chat, the message and its date, so that an edit
    can name the message that it changes. It does not hang on update_id alone, which Telegram
    draws afresh after a quiet week; an edit adds it, because one message can be edited twice in
    a second. A redelivery repeats all of these; another server, or another bot with the same
    people, does not.
    """
    if update.callback_query:
        return _press(update.callback_query, me, now)
    if update.message:
        return _message(update.message, me)
    if update.edited_message:
        return _edit(update.edited_message, me, update.update_id)
    return None


def message_id(me: User, said: MaybeInaccessibleMessage) -> str:
    """The Message.id of a message: "tg:<bot>:<chat>:<message>:<seconds>"."""
    seconds = int(said.date.timestamp())
    return f"tg:{me.id}:{said.chat.id}:{said.message_id}:{seconds}"


def _press(query: CallbackQuery, me: User, now: datetime) -> Message | None:
    shown = query.message
    if shown is None or not query.data:
        return None
    thread = _thread(shown) if isinstance(shown, telegram.Message) else None
    where = Conversation(
        id=str(shown.chat.id),
        private=shown.chat.type == ChatType.PRIVATE,
        thread=thread,
        replaces=str(shown.message_id),
    )
    id = f"{message_id(me, shown)}:{query.id}"
    return Message(id, _address(query.from_user), now, Press.parse(query.data), where)


def _message(said: telegram.Message, me: User) -> Message | None:
    body = _body(said)
    if body is None or said.from_user is None or not _is_meant(said, me):
        return None
    id = message_id(me, said)
    return Message(id, _address(said.from_user), said.date, body, _where(said))


def _edit(said: telegram.Message, me: User, update_id: int) -> Message | None:
    """An edit is dated by the message that it corrects: "yesterday" means what it meant.

    Only text: a live location sends an edit at every step of the way.
    """
    if not said.text or said.from_user is None or not _is_meant(said, me):
        return None
    original = message_id(me, said)
    body = Words(said.text, edits=original)
    sender = _address(said.from_user)
    return Message(f"{original}:{update_id}", sender, said.date, body, _where(said))


def _body(said: telegram.Message) -> Body | None:
    if said.text:
        return Words(said.text)
    if said.location:
        return Place(said.location.latitude, said.location.longitude)
    return _upload(said)


def _upload(said: telegram.Message) -> Upload | None:
    # An animation is a document too, for clients that know no animations.
    kind = MessageType.ANIMATION if said.animation else effective_message_type(said)
    if kind not in KINDS:
        return None
    thing = said.effective_attachment
    if isinstance(thing, tuple | list):
        thing = thing[-1] if thing else None  # a photo comes in several sizes, largest last
    if isinstance(thing, Contact):
        return Upload(KINDS[MessageType(kind)], _full_name(thing), f"tel:{thing.phone_number}")
    return Upload(
        KINDS[MessageType(kind)],
        name=getattr(thing, "file_name", None),
        handle=getattr(thing, "file_id", None),
        size=getattr(thing, "file_size", None),
        caption=said.caption,
    )


def _is_meant(said: telegram.Message, me: User) -> bool:
    """Whether a person says this to the bot: in private always, in a group by naming it."""
    if said.from_user is None or said.from_user.is_bot or said.sender_chat is not None:
        return False
    if said.chat.type == ChatType.PRIVATE:
        return True
    text = said.text or said.caption or ""
    if text.startswith("/"):
        _, _, aimed_at = text.split(maxsplit=1)[0].partition("@")
        return not aimed_at or aimed_at.lower() == (me.username or "").lower()
    answered = said.reply_to_message
    if (
        answered is not None
        and answered.from_user is not None
        and answered.from_user.id == me.id
    ):
        return True
    return bool(text) and _mentions(said, me)


def _mentions(said: telegram.Message, me: User) -> bool:
    found = said.parse_entities() if said.text else said.parse_caption_entities()
    name = f"@{me.username}".lower()
    return any(
        (entity.user is not None and entity.user.id == me.id)
        or (entity.type == entity.MENTION and text.lower() == name)
        for entity, text in found.items()
    )


def _where(said: telegram.Message) -> Conversation:
    return Conversation(
        id=str(said.chat.id),
        private=said.chat.type == ChatType.PRIVATE,
        thread=_thread(said),
    )


def _thread(said: telegram.Message) -> str | None:
    """The forum topic; a plain reply has a thread id too, and is none."""
    if said.is_topic_message and said.message_thread_id is not None:
        return str(said.message_thread_id)
    return None


def _address(user: User) -> Address:
    return Address(PLATFORM, "", str(user.id))


def _full_name(card: Contact) -> str:
    return " ".join(filter(None, (card.first_name, card.last_name)))
