"""Feasts by their English names: data, read by ``bot.language.dates.feasts``."""

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
    ("fixed", 1, 26): "australia day",
    ("fixed", 2, 2): "groundhog day | candlemas",
    ("fixed", 2, 14): (
        "valentines day | valentines | valentine day | saint valentines day"
        " | st valentines day | valentine"
    ),
    ("nth", 2, 0, 3): "presidents day | president day | washingtons birthday",
    ("leap",): "leap day",
    ("fixed", 3, 1): "st davids day | saint davids day",
    ("fixed", 3, 8): "international womens day | womens day",
    ("fixed", 3, 14): "pi day",
    ("fixed", 3, 15): "ides of march",
    ("fixed", 3, 17): (
        "st patricks day | saint patricks day | st paddys day | saint paddys day | paddys day"
        " | st pattys day"
    ),
    (
        "fixed",
        4,
        1,
    ): "april fools day | april fools | fools day | all fools day | april fool day",
    ("fixed", 4, 22): "earth day",
    ("fixed", 4, 23): "st georges day | saint georges day",
    ("fixed", 4, 25): "anzac day",
    ("nth", 5, 0, 1): "early may bank holiday | may bank holiday",
    ("fixed", 5, 1): "may day | labour day in europe | international workers day",
    ("fixed", 5, 4): "star wars day",
    ("fixed", 5, 5): "cinco de mayo",
    ("nth", 5, 6, 2): "mothers day | mother day | mothering day",
    ("nth", 5, 0, -1): "memorial day | decoration day | spring bank holiday",
    ("fixed", 6, 19): "juneteenth",
    ("nth", 6, 6, 3): "fathers day | father day",
    ("fixed", 6, 24): "midsummer | midsummer day | st johns day",
    ("fixed", 7, 1): "canada day",
    ("fixed", 7, 4): "independence day | fourth of july | july fourth | july 4th holiday",
    ("fixed", 7, 14): "bastille day",
    ("nth", 7, 6, -1): "parents day",
    ("nth", 8, 0, -1): "august bank holiday | summer bank holiday | late summer bank holiday",
    ("fixed", 8, 15): "assumption day",
    ("fixed", 8, 16): "parsi new year | jamshedi navroz",
    ("nth", 9, 0, 1): "labor day | labour day",
    ("nth", 10, 0, 2): (
        "columbus day | indigenous peoples day | canadian thanksgiving | thanksgiving in canada"
    ),
    ("fixed", 10, 31): "halloween | hallowe en | halloween day | all hallows eve | helloween",
    ("fixed", 10, 30): "halloween eve",
    ("fixed", 11, 1): "all saints day | all saints",
    ("fixed", 11, 2): "all souls day | all souls",
    ("fixed", 11, 5): "guy fawkes night | guy fawkes day | guy fawkes | bonfire night",
    ("fixed", 11, 11): (
        "veterans day | veteran day | armistice day | remembrance day | singles day | martinmas"
    ),
    ("nth", 11, 3, 4): (
        "thanksgiving | thanksgiving day | turkey day | us thanksgiving | american thanksgiving"
    ),
    ("after", 11, 3, 4, 1): "black friday",
    ("after", 11, 3, 4, 4): "cyber monday",
    ("after", 11, 3, 4, 5): "giving tuesday",
    ("fixed", 11, 30): "st andrews day | saint andrews day",
    ("fixed", 12, 6): "st nicholas day | saint nicholas day",
    ("fixed", 12, 13): "st lucys day | saint lucys day",
    ("fixed", 12, 24): "christmas eve | xmas eve | x mas eve | christmas evening",
    (
        "fixed",
        12,
        25,
    ): "christmas | christmas day | xmas | x mas | xmas day | yule | christmass",
    ("fixed", 12, 26): "boxing day | st stephens day | saint stephens day",
    ("span", 12, 26, 7): "kwanzaa | kwanza",
    ("fixed", 12, 31): "new years eve | new year eve | nye | hogmanay | silvester",
    ("advent", 0): "advent | first advent | first sunday of advent",
    ("easter", -52): "carnival thursday",
    ("easter", -48): "rose monday | shrove monday",
    (
        "easter",
        -47,
    ): "mardi gras | shrove tuesday | pancake day | pancake tuesday | fat tuesday",
    ("easter", -46): "ash wednesday | beginning of lent",
    ("easter", -21): "mothering sunday",
    ("easter", -7): "palm sunday",
    ("easter", -3): "maundy thursday | holy thursday | covenant thursday | great thursday",
    ("easter", -2): "good friday | great friday | holy friday",
    ("easter", -1): "holy saturday | black saturday | easter eve | easter saturday",
    ("easter", 0): "easter | easter sunday | easter day | resurrection sunday",
    ("easter", 1): "easter monday | bright monday",
    ("easter", 39): "ascension day | ascension | ascension thursday | holy thursday ascension",
    ("easter", 49): "pentecost | whitsun | whit sunday | white sunday | pentecost sunday",
    ("easter", 50): "whit monday | pentecost monday | monday of the holy spirit",
    ("easter", 56): "trinity sunday",
    ("easter", 60): "corpus christi | feast of corpus christi",
    ("orthodox", -48): "clean monday | orthodox shrove monday",
    ("orthodox", -2): "orthodox good friday | orthodox great friday",
    ("orthodox", 0): "orthodox easter | orthodox easter sunday | greek easter",
    ("orthodox", 1): "orthodox easter monday",
    ("orthodox", 49): "orthodox pentecost",
    ("islamic", 1, 1, 1): "islamic new year | hijri new year | muharram | amun jadid",
    ("islamic", 1, 10, 1): "ashura | day of ashura",
    ("islamic", 3, 12, 1): "mawlid | mawlid al nabi | prophets birthday",
    ("islamic", 7, 27, 1): "isra and miraj | the night journey",
    ("islamic", 9, 1, 30): "ramadan | ramzan | ramadhan",
    ("islamic", 9, 27, 1): "laylat al qadr | night of power | laylat al kadr",
    ("islamic", 10, 1, 1): "eid al fitr | eid ul fitr | id ul fitr | eid | bayram",
    ("islamic", 12, 9, 1): "day of arafah | arafat day",
    ("islamic", 12, 10, 1): (
        "eid al adha | eid ul adha | bakrid | id ul adha | bakra eid | feast of the sacrifice"
    ),
    (
        "hebrew",
        7,
        1,
        2,
    ): (
        "rosh hashanah | rosh hashana | rosh hashanna | rosh ha shana | yom teruah"
        " | jewish new year"
    ),
    ("hebrew", 7, 10, 1): "yom kippur | day of atonement",
    ("hebrew", 7, 15, 7): "sukkot | sukkos | feast of tabernacles | feast of booths | succot",
    ("hebrew", 7, 22, 1): "shemini atzeret",
    ("hebrew", 7, 23, 1): "simchat torah",
    ("hebrew", 9, 25, 8): (
        "hanukkah | hanukah | chanukah | hannukah | chanukkah | festival of lights"
    ),
    ("hebrew", 11, 15, 1): "tu bishvat | tu b shevat | tu bshevat",
    ("purim",): "purim",
    ("hebrew", 1, 15, 8): "passover | pesach | pesakh",
    ("hebrew", 2, 18, 1): "lag baomer | lag b omer | lag bomer",
    ("hebrew", 3, 6, 2): "shavuot | shavuoth | feast of weeks | shovuos",
    ("hebrew", 5, 9, 1): "tisha bav | tisha b av | tish b av",
    ("moon", "chinese", 0): (
        "chinese new year | lunar new year | chinese new years day | spring festival"
        " | chinese new years | tet"
    ),
    ("moon", "chinese", 14): "lantern festival",
    ("moon", "diwali", 0): "diwali | deepavali | lakshmi puja | diwali day",
    ("moon", "holi", 0): "holi | rangwali holi | dhulandi | phagwah",
}
"""Feasts by the rule that finds their day in a year; ``feasts.py`` knows the rules."""
