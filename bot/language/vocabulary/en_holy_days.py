"""Feasts that a faith, the moon or Easter sets, by their English names: data.

``bot.language.dates.feasts`` knows the rules.
"""

from collections.abc import Mapping
from typing import Any

HOLY_DAYS: Mapping[tuple[Any, ...], str] = {
    ("advent", 0): (
        "advent | first advent | first sunday of advent | first sunday in advent | "
        "advent sunday"
    ),
    ("advent", 1): "second advent | second sunday of advent",
    ("advent", 2): "third advent | third sunday of advent",
    ("advent", 3): "fourth advent | fourth sunday of advent",
    ("easter", -52): "carnival thursday",
    ("easter", -48): "rose monday | shrove monday",
    (
        "easter",
        -47,
    ): "mardi gras | shrove tuesday | pancake day | pancake tuesday | fat tuesday",
    ("easter", -46): "ash wednesday | beginning of lent | start of lent",
    ("easter", -21): "mothering sunday",
    ("easter", -7): "palm sunday | passion sunday",
    ("easter", -3): "maundy thursday | holy thursday | covenant thursday | great thursday",
    ("easter", -2): "good friday | great friday | holy friday",
    ("easter", 7): "low sunday | divine mercy sunday | quasimodo sunday",
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
    ("orthodox", -46): "orthodox ash wednesday",
    ("orthodox", -8): "lazarus saturday",
    ("orthodox", -7): "orthodox palm sunday | branch sunday",
    ("orthodox", -3): "orthodox holy thursday | orthodox maundy thursday",
    ("orthodox", -1): "orthodox holy saturday | great saturday",
    ("orthodox", 39): "orthodox ascension",
    ("orthodox", 50): "orthodox whit monday",
    ("islamic", 1, 1, 1): "islamic new year | hijri new year | muharram | amun jadid",
    ("islamic", 1, 10, 1): "ashura | day of ashura",
    ("islamic", 3, 12, 1): "mawlid | mawlid al nabi | prophets birthday",
    ("islamic", 7, 27, 1): "isra and miraj | the night journey",
    ("islamic", 9, 1, 30): "ramadan | ramzan | ramadhan",
    ("islamic", 9, 27, 1): "laylat al qadr | night of power | laylat al kadr",
    ("islamic", 10, 1, 1): "eid al fitr | eid ul fitr | id ul fitr | eid | bayram | lesser eid",
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
    ("hebrew", 7, 3, 1, ((5, 1),)): "tzom gedaliah | fast of gedaliah",
    ("hebrew", 7, 21, 1): "hoshana rabbah | hoshanah rabbah | hoshana raba",
    ("hebrew", 7, 22, 1): "shemini atzeret",
    ("hebrew", 10, 10, 1): "tenth of tevet | asarah b tevet",
    ("hebrew", 7, 23, 1): "simchat torah",
    ("hebrew", 9, 25, 8): (
        "hanukkah | hanukah | chanukah | hannukah | chanukkah | festival of lights"
    ),
    ("hebrew", 11, 15, 1): "tu bishvat | tu b shevat | tu bshevat",
    ("purim",): "purim | feast of lots",
    ("beside", 1, ("purim",)): "shushan purim",
    ("beside", -1, ("purim",)): "fast of esther",
    ("hebrew", 1, 15, 8): "passover | pesach | pesakh",
    ("hebrew", 1, 27, 1, ((4, -1), (6, 1))): (
        "yom hashoah | yom ha shoah | holocaust day of israel"
    ),
    ("beside", -1, ("hebrew", 2, 5, 1, ((4, -1), (5, -2), (0, 1)))): (
        "yom hazikaron | yom ha zikaron"
    ),
    ("hebrew", 2, 5, 1, ((4, -1), (5, -2), (0, 1))): (
        "yom haatzmaut | yom ha atzmaut | yom haatzmaout | israel independence day"
        " | israeli independence day"
    ),
    ("hebrew", 2, 14, 1): "pesach sheni | second passover",
    ("hebrew", 2, 28, 1): "yom yerushalayim | jerusalem day",
    ("hebrew", 4, 17, 1, ((5, 1),)): "seventeenth of tammuz | shiva asar b tammuz",
    ("hebrew", 2, 18, 1): "lag baomer | lag b omer | lag bomer",
    ("hebrew", 3, 6, 2): "shavuot | shavuoth | feast of weeks | shovuos",
    ("hebrew", 5, 9, 1, ((5, 1),)): "tisha bav | tisha b av | tish b av",
    ("chinese", 1, 21, 1): (
        "chinese new year | lunar new year | chinese new years day | spring festival"
        " | chinese new years | tet | seollal | tsagaan sar"
    ),
    ("chinese", 1, 21, 15): "lantern festival",
    ("fixed", 4, 5): "qingming | qingming festival | ching ming | tomb sweeping day",
    ("chinese", 5, 21, 8): "buddhas birthday | buddha s birthday",
    ("chinese", 6, 21, 5): "dragon boat festival | dragon boat | duanwu",
    ("chinese", 8, 23, 7): "qixi | qixi festival | chinese valentines day",
    ("chinese", 9, 23, 15): (
        "mid autumn festival | moon festival | mooncake festival | chuseok | mid autumn day"
    ),
    ("chinese", 10, 23, 9): "double ninth festival | chongyang",
    ("fullmoon", 5): "vesak | wesak | vesak day | buddha day | buddha purnima | vaisakha",
    ("fixed", 1, 15): "pongal | thai pongal | thai pongol | magh bihu",
    ("tithi", 11, 5, 9): "vasant panchami | basant panchami | saraswati puja",
    ("tithi", 11, 15): "guru ravidas jayanti | guru ravidass jayanti | ravidas jayanti",
    ("tithi", 11, 29, 24): (
        "maha shivaratri | shivaratri | mahashivratri | maha shivratri | shivratri"
    ),
    ("tithi", 12, 15, 18.5): "holika dahan | chhoti holi | holika",
    ("beside", 1, ("tithi", 12, 15, 18.5)): (
        "holi | rangwali holi | dhulandi | phagwah | festival of colors | festival of colours"
    ),
    ("tithi", 1, 1): "ugadi | yugadi | gudi padwa | chaitra navratri",
    ("tithi", 1, 9, 12): "ram navami | rama navami | ramnavami",
    ("tithi", 1, 13): "mahavir jayanti | mahavir janma kalyanak",
    ("tithi", 1, 15): "hanuman jayanti",
    ("tithi", 4, 2): "ratha yatra | rath yatra | rathayatra | chariot festival",
    ("tithi", 4, 15): "guru purnima",
    ("tithi", 5, 15, 8): "raksha bandhan | rakhi | rakshabandhan | rakhi purnima",
    ("tithi", 5, 23, 23): (
        "krishna janmashtami | janmashtami | gokulashtami | sri krishna jayanti"
    ),
    ("tithi", 6, 4, 12): "ganesh chaturthi | vinayaka chaturthi | ganesha chaturthi",
    ("tithi", 6, 14): "anant chaturdashi | ganesh visarjan",
    ("tithis", 7, 1, 6, 9): "navaratri | navratri | navarathri | sharad navratri | durga puja",
    ("tithi", 7, 7): "maha saptami",
    ("tithi", 7, 8): "durga ashtami | maha ashtami",
    ("tithi", 7, 9): "maha navami",
    ("tithi", 7, 10, 14): "dussehra | vijayadashami | dasara | dashain | dasera",
    ("tithi", 7, 15, 20): "sharad purnima",
    ("tithi", 7, 19, 20): "karva chauth | karwa chauth",
    ("tithi", 7, 28, 19): "dhanteras | dhanatrayodashi",
    ("tithi", 7, 29): "naraka chaturdashi | choti diwali | chhoti diwali | kali chaudas",
    ("tithi", 7, 30, 18.5): "diwali | deepavali | lakshmi puja | diwali day | divali | tihar",
    ("tithi", 8, 1): "govardhan puja | annakut",
    ("tithi", 8, 2, 14): "bhai dooj | bhai duj | bhau beej",
    ("tithi", 8, 6): "chhath puja | chhath | dala chhath",
    ("tithi", 8, 15): "guru nanak jayanti | guru nanaks birthday | gurpurab | kartik purnima",
}
"""Feasts by the rule that finds their day in a year."""
