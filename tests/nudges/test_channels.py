from datetime import date

import pytest

from bot.model.document import Boundary, Contact, ContactId
from bot.nudges.channels import Channel, channel

BOB = Contact(
    id="bob",
    name="Bob",
    added_on=date(2026, 1, 1),
    emails=("bob@example.com",),
    phones=("+353 1 496 0123",),
    handles=("@bob_okafor", "bob#1"),
    links=("https://www.linkedin.com/in/bob",),
)
LINKS = {
    "email": Channel("e-mail", "mailto:bob@example.com?body=Hi%20%26%20bye"),
    "telegram": Channel("Telegram", "https://t.me/bob_okafor"),
    "whatsapp": Channel("WhatsApp", "https://wa.me/35314960123?text=Hi%20%26%20bye"),
    "linkedin": Channel("LinkedIn", "https://www.linkedin.com/in/bob"),
    "text": Channel("text message", "sms:+35314960123"),
    "call": Channel("phone", "tel:+35314960123"),
}


def rule(prefer: tuple[str, ...] = (), avoid: tuple[str, ...] = ()) -> Boundary:
    contacts = (ContactId("bob"),)
    on = date(2026, 1, 1)
    return Boundary(id="b", contacts=contacts, rule="", on=on, prefer=prefer, avoid=avoid)


@pytest.mark.parametrize("name", LINKS)
def test_the_preferred_channel_with_a_link_that_opens_it(name: str) -> None:
    assert channel(BOB, [rule((name,))], None, "Hi & bye") == LINKS[name]


@pytest.mark.parametrize(
    ("medium", "name"),
    [("email", "email"), ("message", "telegram"), ("call", "call"), ("meal", "email")],
)
def test_else_the_one_of_the_last_talk(medium: str, name: str) -> None:
    assert channel(BOB, [], medium, "Hi & bye") == LINKS[name]


def test_what_they_want_to_be_left_alone_by_is_never_it() -> None:
    avoid = rule(avoid=("email", "telegram", "whatsapp"))
    assert channel(BOB, [avoid], "email", "Hi") == LINKS["linkedin"]
    assert channel(BOB, [rule(avoid=tuple(LINKS))], "email", "Hi") is None


def test_where_nothing_is_known_there_is_no_channel() -> None:
    nobody = Contact(id="ana", name="Ana", added_on=date(2026, 1, 1), handles=("@a",))
    assert channel(nobody, [rule(("email",))], "email", "Hi") is None
    assert LINKS["email"].how == "by e-mail"
    assert LINKS["whatsapp"].how == "on WhatsApp"
