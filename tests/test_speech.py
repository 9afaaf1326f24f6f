from datetime import date

import pytest

from bot.model.document import Contact
from bot.reply import Span, line
from bot.speech import names


@pytest.mark.parametrize(
    ("people", "said"),
    [("", ""), ("A", "A"), ("A B", "A and B"), ("A B C", "A, B and C")],
)
def test_people_are_joined_as_in_speech_and_each_is_a_span_of_their_own(
    people: str, said: str
) -> None:
    known = [Contact(id=n, name=n, added_on=date(2026, 3, 18)) for n in people.split()]
    parts = names(known)
    assert line(*parts).text == said
    assert [part for part in parts if isinstance(part, Span)] == [
        Span.person(contact) for contact in known
    ]
