#!/usr/bin/env python3
"""Makes InterFigures-*.otf from Inter-*.otf: digits of one width, and letters that cannot be taken for one another.

Qt 6.4 cannot switch OpenType features on, so a few of Inter's own are made the default here:
`tnum` on the digits (tabular figures, for time and amounts), `cv05` and `cv08` (l and I told apart, for identifiers).
Only characters of times, amounts and identifiers are kept; everything else falls back to Inter.
Needs: apt-get install python3-fonttools. Run: ./make_figures.py (in this folder)
"""
from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Inter Figures"
DIGITS = set(range(0x30, 0x3A))
KEPT = list(range(0x20, 0x7F)) + list(range(0xA0, 0x180)) + [
    0x2007, 0x2009, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026,
    0x202F, 0x20AC, 0x20B9, 0x20BA, 0x20BD, 0x2190, 0x2192, 0x2212]


def substitutions(font, tag):
    """Single substitutions of one feature, glyph name to glyph name."""
    table = font["GSUB"].table
    lookups = {i for record in table.FeatureList.FeatureRecord if record.FeatureTag == tag
               for i in record.Feature.LookupListIndex}
    found = {}
    for index in sorted(lookups):
        for sub in table.LookupList.Lookup[index].SubTable:
            sub = getattr(sub, "ExtSubTable", sub)
            found.update(getattr(sub, "mapping", {}))
    return found


def make(style, ribbi):
    font = TTFont(f"Inter-{style}.otf", recalcTimestamp=False)
    options = subset.Options(layout_features=["kern", "mark", "mkmk", "ccmp"], name_IDs=["*"],
                             notdef_outline=True, recalc_timestamp=False, desubroutinize=True)
    tabular = substitutions(font, "tnum")
    distinct = substitutions(font, "cv05") | substitutions(font, "cv08")
    for table in font["cmap"].tables:
        if hasattr(table, "cmap"):
            table.cmap = {code: (tabular if code in DIGITS else distinct).get(name, name)
                          for code, name in table.cmap.items()}
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=KEPT)
    subsetter.subset(font)
    for record in font["name"].names:
        text = record.toUnicode()
        if record.nameID in (1, 3, 4, 6, 16):
            plain = FAMILY.replace(" ", "")
            text = {1: FAMILY if ribbi else f"{FAMILY} {style}", 16: FAMILY, 4: f"{FAMILY} {style}",
                    3: f"{plain}-{style}", 6: f"{plain}-{style}"}[record.nameID]
            record.string = text
    cff = font["CFF "].cff
    cff.fontNames[0] = f"InterFigures-{style}"
    cff.topDictIndex[0].FullName = f"{FAMILY} {style}"
    cff.topDictIndex[0].FamilyName = FAMILY
    # SemiBold's figures differ by 3 of 2816 units, which rounding can turn into a pixel.
    metrics, digits = font["hmtx"], {font.getBestCmap()[code] for code in DIGITS}
    width = max(metrics[name][0] for name in digits)
    for name in digits:
        metrics[name] = (width, metrics[name][1])
    font.save(f"InterFigures-{style}.otf")


make("Regular", True)
make("SemiBold", False)
