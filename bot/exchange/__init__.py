"""A whole book as a file, by the name of its form."""

from collections.abc import Callable, Mapping

from bot.exchange.json import write_json
from bot.model.book import Book

RECIPES: Mapping[str, tuple[str, Callable[[Book], bytes]]] = {
    "json": ("application/json", write_json),
}
"""For each form, its media type and what writes it."""
