"""Which of day and month comes first where both are figures."""

MONTH_FIRST = frozenset(
    "en en-us en-as en-ca en-gu en-mh en-mp en-ph en-pr en-um en-vi es-pa es-pr".split()
)
MONTH_FIRST_LANGUAGES = frozenset({"eu", "fil", "hu", "ja", "ko", "lt", "mn", "zh"})
"""Most of these write the year first, and so the month first where no year is written."""

DAY_FIRST = frozenset({"zh-hk", "zh-mo", "zh-sg"})


def is_day_first(locale: str) -> bool:
    """Whether 3/4 is 3 April to readers of ``locale``, such as "en-GB" or "de_AT.UTF-8".

    By the short dates of Unicode's CLDR. Canada writes both; there the month leads, as in the
    ISO dates that its norm asks for, and a reply that names the month lets either be mended.
    """
    language, *rest = locale.partition(".")[0].casefold().replace("_", "-").split("-")
    regions = {f"{language}-{region}" for region in rest} or {language}
    if language in MONTH_FIRST_LANGUAGES:
        return not DAY_FIRST.isdisjoint(regions)
    return MONTH_FIRST.isdisjoint(regions)
