"""The English words for dates: data, read by the grammar in ``bot.language.dates``.

``WORDS`` maps a kind to what its words stand for to the words themselves, in lower case and
without apostrophes. An entry of several words is a phrase; the longest phrase wins. To add a
language, write such a module and give it to ``bot.language.dates.lexicon.lexicon``. What each
kind is for is seen where the grammar names it.
"""

from collections.abc import Mapping
from typing import Any

WORDS: Mapping[str, Mapping[Any, str]] = {
    "month": {
        1: "january | jan | janu",
        2: "february | feb | febr | febuary | feburary | febraury",
        3: "march | mar | mrach",
        4: "april | apr | avril | arpil | apirl | aprl",
        5: "may",
        6: "june | jun",
        7: "july | jul | jully",
        8: "august | aug | agust | augst | auguest | augsut",
        9: "september | sept | sep | setp | sepetmber | setpember | septemer",
        10: "october | oct",
        11: "november | nov | novmber",
        12: "december | dec | decemeber",
    },
    "weekday": {
        0: "monday | mon | mondy",
        1: "tuesday | tue | tues | teusday | tusday",
        2: "wednesday | wed | weds | wednes | wensday | wednsday | wedensday",
        3: "thursday | thu | thur | thurs | thrus | thirsday | thrusday",
        4: "friday | fri | frdiay | firday",
        5: "saturday | sat | satur | satuday",
        6: "sunday | sun | sunady",
    },
    "weekdays": {
        (0,): "mondays | mons",
        (1,): "tuesdays",
        (2,): "wednesdays",
        (3,): "thursdays",
        (4,): "fridays",
        (5,): "saturdays",
        (6,): "sundays",
        (5, 6): "weekends | wkends",
        (0, 1, 2, 3, 4): "weekdays | workdays | working days | business days",
    },
    "unit": {
        "second": "seconds | secs | sec",
        "minute": "minute | minutes | min | mins",
        "hour": "hour | hours | hr | hrs",
        "day": "day | days | dy | dys | sleeps | calendar days",
        "workday": "weekday | workday | working day | business day | work day",
        "week": "week | weeks | wk | wks | calendar week | calendar weeks"
        " | working week | work week",
        "fortnight": "fortnight | fortnights",
        "month": (
            "month | months | mth | mths | mo | mos | mnth | mnths | calendar month"
            " | calendar months"
        ),
        "quarter": "quarter | quarters | qtr | qtrs",
        "half": "semester | semesters | half year | half years",
        "year": (
            "cy | fy | year | years | yr | yrs | calendar year | calendar years | fiscal year"
        ),
        "decade": "decade | decades",
        "century": "century | centuries",
    },
    "abbreviation": {
        "day": "d",
        "week": "w",
        "month": "m",
        "year": "y",
        "hour": "h",
    },
    "weekend": {"weekend": "weekend | week end | wkend | weekand | wknd | w/e"},
    "zero": {0: "zero | oh"},
    "digit": {
        1: "one",
        2: "two",
        3: "three",
        4: "four",
        5: "five",
        6: "six",
        7: "seven",
        8: "eight",
        9: "nine",
    },
    "teen": {
        10: "ten",
        11: "eleven",
        12: "twelve",
        13: "thirteen",
        14: "fourteen",
        15: "fifteen",
        16: "sixteen",
        17: "seventeen",
        18: "eighteen",
        19: "nineteen",
    },
    "tens": {
        20: "twenty",
        30: "thirty",
        40: "forty | fourty",
        50: "fifty",
        60: "sixty",
        70: "seventy",
        80: "eighty",
        90: "ninety",
    },
    "number": {
        2: "couple | couple of | a couple | a couple of | pair of | a pair of",
        6: "half a dozen | half dozen",
        12: "dozen | a dozen",
    },
    "few": {3: "few | a few | several | some"},
    "hundred": {100: "hundred"},
    "thousand": {1000: "thousand"},
    "rank": {
        -2: "penultimate | second to last | second last | next to last | last but one",
        -3: "antepenultimate | third to last | third last",
    },
    "firsts": {
        1: "first | 1srt",
        2: "second",
        3: "third",
        4: "fourth",
        5: "fifth",
        6: "sixth",
        7: "seventh",
        8: "eighth",
        9: "ninth",
    },
    "ordinal": {
        10: "tenth",
        11: "eleventh",
        12: "twelfth",
        13: "thirteenth",
        14: "fourteenth",
        15: "fifteenth",
        16: "sixteenth",
        17: "seventeenth",
        18: "eighteenth",
        19: "nineteenth",
        20: "twentieth",
        30: "thirtieth",
    },
    "half": {0: "half | a half | half a | half an"},
    "today": {
        0: ("today | tod | 2day | right now | just now | this day | the present day"),
        1: (
            "tomorrow | tmrw | tmr | tmrrw | tommorow | tommorrow | tomorow | tomorrows"
            " | tomoz | tmw | tmrow | 2morrow | 2moro | 2mrw | the next day | next day"
            " | the following day | following day | the day following"
        ),
        2: "overmorrow",
        -1: (
            "yesterday | yday | yest | ystrday | yesterdays | yesturday | last night"
            " | last nite | yesternight | the previous day | previous day | the day prior"
            " | last evening"
        ),
        -2: "the night before last | night before last | ereyesterday",
    },
    "dayend": {
        0: (
            "eod | end of day | end of the day | end of today | end of business"
            " | close of business | cob | close of play"
        )
    },
    "now": {0: "now | present | date"},
    "untilnow": {1: "to date | until now | till now | up to now"},
    "todate": {
        "year": "year to date | ytd",
        "month": "month to date | mtd",
        "week": "week to date",
        "quarter": "quarter to date | qtd",
    },
    "sametime": {
        1: "this time | the same time | same time | same day | the same day | same date"
    },
    "followup": {1: "f/u | fu | follow up | followup | follow-up"},
    "decade": {
        1920: "twenties | the roaring twenties",
        1930: "thirties",
        1940: "forties",
        1950: "fifties",
        1960: "sixties",
        1970: "seventies",
        1980: "eighties",
        1990: "nineties",
        2000: "noughties | aughts",
    },
    "next": {1: "next | nxt | following | the next"},
    "last": {-1: "last | past | previous | most recent | prev | preceding | lst"},
    "this": {
        0: "this | current | the current | the present | present | ths | this current"
        " | the same"
    },
    "thiscoming": {
        1: "this coming | this next | this upcoming | the coming | coming | upcoming"
    },
    "thispast": {-1: "this past | this last | just past | just gone | this previous"},
    "lastof": {-1: "final | latter | the final | last of | the last of"},
    "ago": {
        -1: "ago | back | earlier | in the past | prior to now | before now | before today"
    },
    "hence": {
        1: "hence | later | out | from now | in the future | after now | from right now | ahead"
        " | from this moment | from this second | from this minute"
    },
    "before": {"before": "before | prior to | prior | b4 | preceding | previous to | ahead of"},
    "after": {
        "after": "after | following | later than | from after | past the | subsequent to"
        " | greater than | more than | older than"
    },
    "earlier": {
        "before": "earlier than | sooner than | less than | no later than the day before"
    },
    "onafter": {
        "since": (
            "later than or in | later than or on | later than or at | on or after"
            " | at or after | as early as | as of | with effect from"
            " | starting from | starting on | starting"
            " | beginning on | beginning from | from and after | or later on | in or after"
            " | after or on | after or in | or later than | as from | no earlier than"
            " | not before"
            " | no sooner than | not sooner than | not earlier than | after or at | effective"
            " | commencing | onwards from"
            " | any time from | any time after or on"
        )
    },
    "since": {"since": "since | ever since"},
    "onbefore": {
        "by": (
            "by | until | till | til | untill | up to | up until | through | thru | ending"
            " | up to and including | through to | right through"
            " | sooner than or on"
        )
    },
    "due": {1: "due | due by | due on | deadline | deadline on"},
    "notafter": {
        "by": (
            "earlier than or in | earlier than or on | sooner than or on | on or before"
            " | before or on | before or in | in or before | no later than | not later than"
            " | at the latest by | as late as | not after | at the latest on | at or before"
            " | before or at"
        )
    },
    "orlater": {
        "since": "or later | onwards | onward | or after | forward | and later | and beyond"
        " | and after | on out | and onwards"
    },
    "orsooner": {
        "by": (
            "or before | and before | and earlier | or earlier | or sooner | at the latest"
            " | at latest"
        )
    },
    "to": {1: "to | upto"},
    "from": {1: "from | between | frm"},
    "and": {1: "and | n"},
    "orso": {1: "or so | or thereabouts | or more"},
    "plus": {1: "plus"},
    "or": {1: "or"},
    "of": {1: "of"},
    "in": {
        1: "in | about in | in about | in around | in approximately | in roughly"
        " | in just | in just over | in just under | in exactly"
    },
    "during": {1: "during | throughout"},
    "within": {
        1: (
            "within | inside | in less than | in under | in fewer than | no more than"
            " | not more than | at most"
        )
    },
    "for": {1: "for"},
    "on": {1: "on | over | upon"},
    "at": {1: "at | around | about | circa | approx | approximately | roughly"},
    "the": {1: "the | da | teh | my | our"},
    "a": {1: "a | an | a full"},
    "not": {1: "not"},
    "more": {1: "more | additional"},
    "another": {1: "another"},
    "filler": {1: "good | solid | mere | bare | scant"},
    "butone": {1: "but one"},
    "every": {1: "every | each | evry | every single"},
    "allof": {2: "any", 1: "all | whole | the whole | entire | the entire | the full"},
    "other": {2: "other | alternate | alternating"},
    "everyday": {
        ("day", 2): "bidaily | bi daily",
        ("day", 1): "daily | everyday | nightly | day in day out | every single day",
        ("week", 1): "weekly",
        ("week", 2): "biweekly | fortnightly | bi weekly",
        ("month", 1): "monthly",
        ("month", 2): "bimonthly | bi monthly",
        ("month", -2): "semimonthly | semi monthly",
        ("week", -2): "semiweekly | semi weekly",
        ("quarter", 1): "quarterly",
        ("half", 1): (
            "semiannually | semi annually | half yearly | biannually | semiannual"
            " | semi annual | halfyearly | biannual"
        ),
        ("year", 1): "yearly | annually | annual | per annum",
        ("year", 2): "biennially | biennial",
        ("hour", 1): "hourly",
    },
    "times": {1: "once", 2: "twice", 3: "thrice"},
    "except": {
        1: "except | excluding | excepting | save for | except for | except on | but not | but"
        " | apart from | other than | aside from"
    },
    "timeword": {1: "time | times | x"},
    "per": {1: "per"},
    "instance": {1: "instance | instances | occurrence"},
    "tonight": {
        0: "tonight | tonite | 2nite | 2night",
    },
    "daypart": {
        "am": "morning | am | a m | morn | breakfast | sunrise | dawn",
        "pm": (
            "afternoon | arvo | evening | night | nite | pm | p m | late night | tea time"
            " | dinnertime | dinner | sunset | dusk | after work | bedtime"
        ),
        None: (
            "daytime | lunchtime | lunch time | lunch | business hours | working hours | brunch"
            " | noontime | after lunch | oclock | sharp | overnight | hours"
        ),
        "12:00": "noon | midday | noonish | mid day",
        "00:00": "midnight | mid night",
    },
    "eve": {"pm": "eve"},
    "dayparts": {
        "day": "mornings | afternoons | evenings | nights",
    },
    "part": {
        "begin": (
            "beginning | start | begining | begin | the start | the beginning | first part"
            " | first days"
        ),
        "early": "early | early part | early in | earlier in",
        "mid": (
            "mid | middle | mid part | half way through | halfway through | the middle"
            " | midway through"
        ),
        "end": "end | ending | ends | the end | the close | close | end part | last days",
        "late": "late | late in | later in | later part | latter part",
        "rest": "rest | remainder | remaining | the rest | the remainder | rest of the"
        " | remaining days | remaining days of | remaining part",
    },
    "partof": {
        ("begin", "month"): "bom | beginning of month",
        ("end", "month"): "eom | month end | months end | end of month",
        ("begin", "year"): "boy | beginning of year",
        ("end", "year"): "eoy | year end | years end | end of year",
        ("end", "week"): "eow",
        ("end", "quarter"): "eoq | quarter end",
        ("mid", "week"): "midweek",
        ("mid", "month"): "midmonth",
        ("mid", "year"): "midyear",
    },
    "season": {
        3: "spring | springtime",
        6: "summer | summertime",
        9: "fall | autumn",
        12: "winter | wintertime",
    },
    "closest": {1: "closest | nearest"},
    "refers": {
        1: (
            "version | ver | release | build | section | chapter | room | flat | apt | page"
            " | step | no | number | nr | model | iphone | issue | ticket | bug | gate | bus"
            " | line | route"
        )
    },
    "starting": {
        1: "starting | beginning | commencing | that starts | that begins | which starts | of"
    },
    "blocker": {
        1: (
            "floor | birthday | bday | anniversary | street | st | avenue | ave | edition"
            " | round | place | prize | draft | version | grade | person | baby | kid | son"
            " | daughter | generation | party | hand | opinion | class | thought | marathon"
            " | attempt | date | child | interview | cousin | degree | base | half | call"
            " | meeting | option | name"
        )
    },
    "nothing": {
        1: (
            "good morning | good afternoon | good evening | good night | up to date"
            " | out of date | some day | at last | last name | first name"
            " | second hand | last minute | last call | at first | sun dried | day job"
            " | day care | monday blues | mar del plata | day to day | from time to time"
            " | some time | day out | night out | days out | nights out"
            " | any day | any day now | sundae | sundaes"
            " | in time | on time | first time | last time | next time | the time"
            " | of the year award | any time soon | now and then | every now and then"
            " | once in a while | may i | may we | may you | may have | may be | may not"
            " | may need | may take | may also | may want | may get | may go | may well"
            " | may come"
        )
    },
}

WEAK = frozenset("may march mar april june jun august jan sat sun mon fall spring".split())
"""Words that are as often a name or a verb: dates only in company."""

WEAK_CAPITALS = frozenset("summer winter autumn".split())
"""Words that are names when they begin with a capital."""

PARTS_OF_DAY = frozenset("morning afternoon arvo evening night nite am pm eve".split())
"""Words after which a weekday that is also a word is a day."""

BEFORE_VERBS = frozenset("the a an in of my we i he she they who and that just it".split()) | {
    ""
}
"""Words after which "sat", "sun" and "mon" at the end of a thought are no days."""

CLIPPED = frozenset({"wed"})
"""What only an apostrophe tells from a day: "we'd"."""

SLIPPING = (
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("january", "february", "september", "october", "november", "december"),
    *("tomorrow", "yesterday", "weekend", "tonight"),
)
"""Long words that are read in spite of one slip."""

NOT_DATES = frozenset({"24/7", "50/50", "20/20"})
"""Numbers that look like a day and a month and are none."""

CADENCES: Mapping[int, str] = {
    0: "never | off | none | not at all | no more | stop",
}
"""Words for how often that are no recurrence, by their days; 0 is not at all."""
