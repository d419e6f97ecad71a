"""Phone numbers for the tests of the builders, in every spelling."""

from __future__ import annotations

from hypothesis import strategies as st

AREA_CODES = [str(code) for code in range(200, 1000) if code % 100 != 11]


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


# The eleven digits of a number, as Flowroute writes it.
numbers = st.builds(
    "1{}{}{}{}".format,
    st.sampled_from(AREA_CODES),
    st.sampled_from("23456789"),
    digits(2),
    digits(4),
)

SEPARATORS = [
    "",
    " ",
    "-",
    ".",
    "/",
    "\u00a0",
    "\u2009",
    "\u2010",
    "\u2011",
    "\u2013",
    "\u2212",
    " - ",
]
TEMPLATES = [
    "{area}{s}{exchange}{s}{line}",
    "1{s}{area}{s}{exchange}{s}{line}",
    "+1{s}{area}{s}{exchange}{s}{line}",
    "tel:+1{s}{area}{s}{exchange}{s}{line}",
    "({area}){s}{exchange}{s}{line}",
    "+1{s}({area}){s}{exchange}{s}{line}",
    "1({area}){s}{exchange}{s}{line}",
    "  {area}{s}{exchange}{s}{line}\n",
    "\u202a+1{s}{area}{s}{exchange}{s}{line}\u202c",
    "\u200e{area}{s}{exchange}\u200b{s}{line}\ufeff",
]


def spell(number: str, template: str, separator: str) -> str:
    return template.format(area=number[1:4], exchange=number[4:7], line=number[7:], s=separator)


templates = st.sampled_from(TEMPLATES)
separators = st.sampled_from(SEPARATORS)
