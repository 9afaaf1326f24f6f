"""Feasts of the civil year by their English names: data, read by ``dates.feasts``."""

from collections.abc import Mapping
from typing import Any

FEASTS: Mapping[tuple[Any, ...], str] = {
    ("fixed", 1, 1): "new year | new years | new years day | new year day",
    ("fixed", 1, 6): "epiphany | three kings day",
    ("nth", 1, 0, 3): (
        "martin luther king day | martin luther kings day | mlk day"
        " | martin luther king jr day | civil rights day"
    ),
    ("fixed", 1, 25): "burns night",
    ("fixed", 1, 5): "twelfth night",
    ("fixed", 1, 7): (
        "orthodox christmas | orthodox christmas day | russian orthodox christmas"
        " | russian christmas | coptic christmas"
    ),
    ("fixed", 1, 14): "orthodox new year | old new year | makar sankranti",
    ("nth", 1, 0, 4): "auckland anniversary day",
    ("fixed", 1, 26): "australia day | republic day",
    ("fixed", 1, 27): "holocaust remembrance day | international holocaust remembrance day",
    ("nth", 2, 6, 2): "super bowl | super bowl sunday | superbowl sunday | superbowl",
    ("fixed", 2, 4): "world cancer day",
    ("fixed", 2, 6): "waitangi day",
    ("fixed", 2, 12): "lincolns birthday | lincoln day | darwin day",
    ("nth", 2, 0, 3): (
        "presidents day | president day | washingtons birthday | washington day | family day"
    ),
    ("fixed", 2, 2): "groundhog day | candlemas",
    ("fixed", 2, 14): (
        "valentines day | valentines | valentine day | saint valentines day"
        " | st valentines day | valentine"
    ),
    ("leap",): "leap day",
    ("fixed", 3, 1): "st davids day | saint davids day",
    ("fixed", 3, 8): "international womens day | womens day",
    ("fixed", 3, 14): "pi day",
    ("fixed", 3, 15): "ides of march | the ides of march",
    ("nth", 3, 0, 2): "canberra day | commonwealth day",
    ("fixed", 3, 20): (
        "spring equinox | vernal equinox | march equinox | first day of spring"
        " | nowruz | norooz | navroz | persian new year | iranian new year"
    ),
    ("fixed", 3, 22): "world water day",
    ("nth", 3, 5, -1): "earth hour",
    ("fixed", 3, 31): "cesar chavez day",
    ("fixed", 3, 17): (
        "st patricks day | saint patricks day | st paddys day | saint paddys day | paddys day"
        " | st pattys day"
    ),
    (
        "fixed",
        4,
        1,
    ): "april fools day | april fools | fools day | all fools day | april fool day",
    ("fixed", 4, 7): "world health day",
    ("fixed", 4, 13): "songkran | thai new year | thingyan",
    ("fixed", 4, 14): "vaisakhi | baisakhi | ambedkar jayanti | tamil new year",
    ("fixed", 4, 15): "tax day",
    ("fixed", 4, 16): "emancipation day",
    ("nth", 4, 0, 3): "patriots day | marathon monday",
    ("nth", 4, 5, -1, -3): (
        "administrative professionals day | administrative professional day"
        " | admin professionals day | secretaries day | secretarys day | admin day"
        " | administrative day"
    ),
    ("nth", 4, 4, -1): "arbor day",
    ("span", 4, 24, 3): "global youth service day",
    ("fixed", 4, 22): "earth day",
    ("fixed", 4, 27): "kings day | koningsdag",
    ("fixed", 4, 30): "walpurgis night | walpurgis",
    ("fixed", 4, 23): "st georges day | saint georges day",
    ("fixed", 4, 25): "anzac day",
    ("nth", 5, 0, 1): "early may bank holiday | may bank holiday",
    ("fixed", 5, 1): (
        "may day | labour day in europe | international workers day | workers day"
        " | international labour day | loyalty day"
    ),
    ("fixed", 5, 4): "star wars day",
    ("fixed", 5, 5): "cinco de mayo | liberation day",
    ("nth", 5, 3, 1): "national day of prayer",
    ("fixed", 5, 6): "nurses day | national nurses day",
    ("nth", 5, 4, 2): "military spouse day | military spouses day",
    ("fixed", 5, 8): "ve day | victory in europe day",
    ("fixed", 5, 9): "europe day | victory day",
    ("nth", 5, 5, 3): "armed forces day",
    ("before", 5, 25, 0): "victoria day",
    ("nth", 5, 6, 2): "mothers day | mother day | mothering day",
    ("nth", 5, 0, -1): "memorial day | decoration day | spring bank holiday",
    ("nth", 6, 0, 1): "june bank holiday",
    ("fixed", 6, 5): "world environment day | constitution day of denmark",
    ("fixed", 6, 6): "d day | national day of sweden",
    ("nth", 6, 0, 2): "queens birthday | kings birthday",
    ("fixed", 6, 12): "russia day",
    ("fixed", 6, 14): "flag day",
    ("fixed", 6, 16): "bloomsday",
    ("fixed", 6, 19): "juneteenth",
    ("fixed", 6, 21): (
        "summer solstice | june solstice | first day of summer | longest day of the year"
    ),
    ("fixed", 6, 23): "midsummer eve | midsummers eve | st johns eve",
    ("nth", 6, 6, 3): "fathers day | father day",
    (
        "fixed",
        6,
        24,
    ): (
        "midsummer | midsummer day | st johns day | st jean baptiste day"
        " | saint jean baptiste day"
    ),
    ("fixed", 7, 1): "canada day",
    ("fixed", 7, 4): "independence day | fourth of july | july fourth | july 4th holiday",
    ("fixed", 7, 14): "bastille day",
    ("nth", 7, 6, -1): "parents day",
    ("nth", 8, 0, 1): "civic holiday | august civic holiday",
    ("nth", 8, 6, 1): "friendship day",
    ("nth", 8, 0, -1): "august bank holiday | summer bank holiday | late summer bank holiday",
    (
        "fixed",
        8,
        15,
    ): "assumption day | assumption | assumption of mary | indian independence day | vj day",
    ("fixed", 8, 9): "womens day of south africa",
    ("fixed", 8, 16): "parsi new year | jamshedi navroz",
    ("nth", 9, 0, 1): "labor day | labour day",
    ("nth", 9, 0, 1, 6): "grandparents day | national grandparents day | grandparent day",
    ("fixed", 9, 11): "patriot day | september eleventh | nine eleven",
    ("fixed", 9, 16): "mexican independence day",
    ("fixed", 9, 17): "constitution day | citizenship day",
    ("fixed", 9, 19): "talk like a pirate day | international talk like a pirate day",
    ("fixed", 9, 21): "international day of peace | world peace day | peace day",
    ("fixed", 9, 22): (
        "autumn equinox | autumnal equinox | fall equinox | september equinox"
        " | first day of autumn | first day of fall"
    ),
    ("fixed", 9, 29): "michaelmas",
    ("fixed", 10, 2): "gandhi jayanti | gandhis birthday",
    ("fixed", 10, 3): "german unity day | day of german unity",
    ("fixed", 10, 5): "teachers day | world teachers day",
    ("fixed", 10, 9): "leif erikson day | leif ericson day",
    ("fixed", 10, 10): "world mental health day",
    ("fixed", 10, 16): "boss day | bosses day | bosss day | world food day",
    ("nth", 10, 5, 3): "sweetest day",
    ("fixed", 10, 24): "united nations day | un day",
    ("nth", 10, 0, 2): (
        "columbus day | indigenous peoples day | indigenous people day"
        " | canadian thanksgiving | thanksgiving in canada"
    ),
    ("fixed", 10, 31): "halloween | hallowe en | halloween day | all hallows eve | helloween",
    ("fixed", 10, 30): "halloween eve | mischief night | devils night",
    ("fixed", 11, 1): "all saints day | all saints",
    ("fixed", 11, 2): "all souls day | all souls | day of the dead | dia de los muertos",
    ("nth", 11, 0, 1, 1): "election day | melbourne cup day | melbourne cup",
    ("nth", 11, 6, 2): "remembrance sunday",
    ("fixed", 11, 5): "guy fawkes night | guy fawkes day | guy fawkes | bonfire night",
    ("fixed", 11, 11): (
        "veterans day | veteran day | armistice day | remembrance day | singles day | martinmas"
        " | st martins day | saint martins day | independence day of poland"
    ),
    ("nth", 11, 3, 4): (
        "thanksgiving | thanksgiving day | turkey day | us thanksgiving | american thanksgiving"
    ),
    ("nth", 11, 3, 4, 1): "black friday",
    ("nth", 11, 3, 4, 2): "small business saturday",
    ("nth", 11, 3, 4, 4): "cyber monday",
    ("nth", 11, 3, 4, 5): "giving tuesday",
    ("fixed", 11, 19): "international mens day | mens day",
    ("fixed", 11, 20): "childrens day | universal childrens day | world childrens day",
    ("fixed", 11, 30): "st andrews day | saint andrews day",
    ("fixed", 12, 1): "world aids day",
    ("fixed", 12, 5): "sinterklaas | krampus night | st nicholas eve",
    ("fixed", 12, 7): "pearl harbor day | pearl harbor remembrance day",
    ("fixed", 12, 8): "bodhi day | immaculate conception",
    ("fixed", 12, 10): "human rights day",
    ("fixed", 12, 6): "st nicholas day | saint nicholas day",
    ("fixed", 12, 13): "st lucys day | saint lucys day | st lucia day | santa lucia",
    ("fixed", 12, 21): (
        "winter solstice | december solstice | first day of winter | yule solstice"
        " | shortest day of the year"
    ),
    ("fixed", 12, 24): "christmas eve | xmas eve | x mas eve | christmas evening",
    (
        "fixed",
        12,
        25,
    ): "christmas | christmas day | xmas | x mas | xmas day | yule | christmass",
    ("fixed", 12, 26): "boxing day | st stephens day | saint stephens day",
    ("span", 12, 26, 7): "kwanzaa | kwanza",
    ("fixed", 12, 31): "new years eve | new year eve | nye | hogmanay | silvester",
}
"""Feasts by the rule that finds their day in a year; ``feasts.py`` knows the rules."""
