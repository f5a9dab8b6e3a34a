"""The languages of the admin."""

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sr-latn", "Srpski"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("mk", "Македонски"),
    ("bs", "Bosanski"),
    ("cnr", "Crnogorski"),
]
# A language without a catalogue of its own is shown in another.
LANGUAGE_FALLBACKS = {"cnr": "sr-latn"}
# Languages in which a speaker has read the interface; the menu marks the others.
REVIEWED_LANGUAGES = {"en"}
