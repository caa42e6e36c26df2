"""Columns that say who somebody is: other survey tools write them unasked, and none is read."""

import re

SAYS_WHO = re.compile(
    r"(?:(?:what is |what's )?your )?"
    r"(?:(?:first|last|full|sur|family|user|participant'?s?)[ _]?name|name|surname"
    r"|e-?mail(?:[ _]address)?|(?:ip|home|postal)?[ _]?address|ip|ipaddr"
    r"|(?:tele|mobile )?phone(?: number)?|post ?code|date of birth|nhs number"
    r"|token|attribute_\d+(?: .*)?|custom data \d+|refurl|referrer url)"
    r"[?:*]?"
)


def says_who(heading: str) -> bool:
    """Whether a column, or one part of a question, holds who somebody is and not what they say."""
    plain = heading.casefold().replace("’", "'")
    return any(SAYS_WHO.fullmatch(part.strip()) for part in plain.split("|"))
