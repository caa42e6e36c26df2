"""Columns that say who somebody is: other survey tools write them unasked, and none is read."""

import re

# Whose it is may stand before it: "Your name", "Parent's full name".
WHOSE = (
    r"(?:what is |what's )?(?:(?:your|my|the|an|a|official|contact|work|home"
    r"|(?:child|student|pupil|parent|carer|guardian|participant|respondent)(?:'?s'?)?) )*"
)
SAYS_WHO = re.compile(
    WHOSE + r"(?:(?:first|last|full|sur|family|user|participant'?s?)[ _]?name|name|surname"
    r"|e-?mail(?:[ _](?:address|id))?|(?:ip|home|postal)?[ _]?address|ip|ipaddr"
    r"|(?:tele|mobile )?phone(?: number)?|(?:mobile|contact) number|post ?code|date of birth"
    r"|nhs number|token|attribute_\d+(?: .*)?|custom data \d+|refurl|referrer url)"
    # Excel numbers a heading that stands there twice: a form's own question is "Name2".
    r" ?\d*[?:*]?"
)
# LimeSurvey may write a column's code before its text: "ipaddr. IP address".
BETWEEN = re.compile(r"\||\. ")


def says_who(heading: str) -> bool:
    """Whether a column, or one part of a question, holds who somebody is and not what they say."""
    plain = heading.casefold().replace("’", "'")
    return any(SAYS_WHO.fullmatch(part.strip()) for part in BETWEEN.split(plain))
