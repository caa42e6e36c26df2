"""What more languages call themselves: for telling us which one is missing, and for matching.

Own names follow CLDR where it has them. It has none for sign languages or Romani, and writes
several Kurdish and Punjabi names in one script only. A name here promises no translation.
"""

from translations import LANGUAGES, Language

_NOT_YET = (
    Language("sq", "Shqip", "Albanian"),
    Language("am", "አማርኛ", "Amharic"),
    Language("hy", "Հայերեն", "Armenian"),
    Language("bfi", "British Sign Language (BSL)", "British Sign Language"),
    Language("bg", "Български", "Bulgarian"),
    Language("my", "မြန်မာ", "Burmese"),
    Language("yue", "廣東話", "Cantonese"),
    Language("hr", "Hrvatski", "Croatian"),
    Language("cs", "Čeština", "Czech"),
    Language("fa-AF", "دری", "Dari", "rtl"),
    Language("nl", "Nederlands", "Dutch"),
    Language("fa", "فارسی", "Farsi", "rtl"),
    Language("fil", "Filipino", "Filipino"),
    Language("de", "Deutsch", "German"),
    Language("el", "Ελληνικά", "Greek"),
    Language("gu", "ગુજરાતી", "Gujarati"),
    Language("ha", "Hausa", "Hausa"),
    Language("he", "עברית", "Hebrew", "rtl"),
    Language("hi", "हिन्दी", "Hindi"),
    Language("hu", "Magyar", "Hungarian"),
    Language("ig", "Igbo", "Igbo"),
    Language("ja", "日本語", "Japanese"),
    Language("ko", "한국어", "Korean"),
    Language("kmr", "Kurmancî", "Kurdish (Kurmanji)"),
    Language("ckb", "سۆرانی", "Kurdish (Sorani)", "rtl"),
    Language("lv", "Latviešu", "Latvian"),
    Language("ln", "Lingála", "Lingala"),
    Language("lt", "Lietuvių", "Lithuanian"),
    Language("ml", "മലയാളം", "Malayalam"),
    Language("mr", "मराठी", "Marathi"),
    Language("ne", "नेपाली", "Nepali"),
    Language("om", "Afaan Oromoo", "Oromo"),
    Language("ps", "پښتو", "Pashto", "rtl"),
    Language("pa", "ਪੰਜਾਬੀ", "Punjabi (Gurmukhi)"),
    Language("pa-Arab", "پنجابی", "Punjabi (Shahmukhi)", "rtl"),
    Language("rom", "Romani čhib", "Romani"),
    Language("ro", "Română", "Romanian"),
    Language("ru", "Русский", "Russian"),
    Language("si", "සිංහල", "Sinhala"),
    Language("sk", "Slovenčina", "Slovak"),
    Language("sw", "Kiswahili", "Swahili"),
    Language("ta", "தமிழ்", "Tamil"),
    Language("te", "తెలుగు", "Telugu"),
    Language("th", "ไทย", "Thai"),
    Language("ti", "ትግርኛ", "Tigrinya"),
    Language("zh-Hant", "繁體中文", "Traditional Chinese"),
    Language("tw", "Twi", "Twi"),
    Language("uk", "Українська", "Ukrainian"),
    Language("vi", "Tiếng Việt", "Vietnamese"),
    Language("cy", "Cymraeg", "Welsh"),
    Language("wo", "Wolof", "Wolof"),
    Language("yi", "ייִדיש", "Yiddish", "rtl"),
    Language("yo", "Yorùbá", "Yoruba"),
)

NAMED: dict[str, Language] = {
    **LANGUAGES,
    **{language.code: language for language in _NOT_YET},
}

# English names and own names as people type them, in small letters. "Chinese", "Kurdish" and
# "Punjabi" are not here: each is written in two scripts, so they stay as they were typed.
_TYPED = {
    name.casefold(): language
    for language in NAMED.values()
    for name in (language.english_name, language.own_name)
} | {"bsl": NAMED["bfi"], "persian": NAMED["fa"], "tagalog": NAMED["fil"]}


def named(typed: str) -> Language | None:
    """The language somebody typed the name of; None when it is not one of ours."""
    return _TYPED.get(" ".join(typed.split()).casefold())
