"""Every table and key of an area's file, explained to whoever fills one in, each with an example.

What is not filled in stands in a new file as a comment, with these examples.
"""

from typing import NamedTuple

CITED = "where it was copied from: the key of a document below, and the place in it"
CITED_EXAMPLE = '{ document = "strategy", section = "Page 4" }'


class Table(NamedTuple):
    """What a table is for; and each key with what it means and an example, as TOML."""

    about: str
    keys: dict[str, tuple[str, str]]


def _cited(**keys: tuple[str, str]) -> dict[str, tuple[str, str]]:
    return {**keys, "cited": (CITED, CITED_EXAMPLE)}


# By the path of the table; "" is the file itself.
TABLES: dict[str, Table] = {
    "": Table(
        "The area itself.",
        _cited(
            name=("as families know it; it is at the head of every page", '"Example Borough"'),
            code=("the code of the Office for National Statistics", '"E09000001"'),
            languages=("codes of those you offer, in this order, English among them", '["en"]'),
        ),
    ),
    "partnership": Table(
        "The council and the NHS board together, on whom the duties fall.",
        _cited(
            name=("what the partnership calls itself", '"Example Borough SEND Partnership"'),
            council=("the council", '"Example Borough Council"'),
            icb=("the integrated care board", '"Example Valley Integrated Care Board"'),
        ),
    ),
    "forum": Table(
        "The parent carer forum, which reads results first and holds the second key.",
        _cited(
            name=("its name", '"Example Parents Together"'),
            short_name=("what it is called for short", '"EPT"'),
            members=("how many members it has, beside what they answer", "212"),
            days_to_look=("days, 1 to 90, it sees results before the public may", "14"),
        ),
    ),
    "sendiass": Table(
        "The free, impartial advice service.",
        _cited(
            name=("its name", '"Example Borough SEND Advice"'),
            short_name=("what it is called for short", '"SENDIASS"'),
            website=("its address", '"https://advice.example/"'),
            phone=("its number", '"01632 960001"'),
            email=("where it reads letters", '"help@advice.example"'),
        ),
    ),
    "contact": Table(
        "How families reach you. A line that is not known yet stays exactly as it is.",
        {
            "team": ("the team that families ask", '"SEND team"'),
            "email": ("its address for letters", '"send@borough.example"'),
            "phone": ("its number", '"01632 960002"'),
            "address": ("for letters on paper", '"1 Made-up Street"'),
            "local_offer": ("the address of the Local Offer", '"https://borough.example/offer"'),
            "data_protection": ("who answers for data protection", '"dpo@borough.example"'),
        },
    ),
    "safeguarding": Table(
        "Whom to call about a child who may not be safe: on every page families see.",
        _cited(
            phone=("the number by day", '"01632 960003"'),
            out_of_hours=("the number at all other times", '"01632 960004"'),
        ),
    ),
    "retention": Table(
        "Days that what is about families is kept. Your data protection officer decides.",
        {
            "comments": ("what families wrote", "365"),
            "quotes": ("what may be quoted", "730"),
            "responses": ("what families ticked", "1095"),
            "paper": ("the numbers of forms on paper", "180"),
            "wishes": ("wishes to take answers back", "365"),
            "backups": ("copies of the database", "35"),
        },
    ),
    "look": Table(
        "Colours, each dark enough to be read with white, and a logo. Without, it is Heard's look.",
        {
            "band": ("behind your name on pages and posters", '"#0b5a3c"'),
            "buttons": ("of buttons", '"#7a1f5c"'),
            "links": ("of links", '"#00407a"'),
            "logo": ("an SVG or PNG file beside this one", '"example_borough.svg"'),
        },
    ),
    "strategy": Table(
        "The strategy whose measures you gather evidence for.",
        _cited(
            title=("its title", '"Everyone Belongs"'),
            first_year=("its first year", "2026"),
            last_year=("its last; the days left are counted to its end", "2030"),
        ),
    ),
    "plan": Table(
        "The action plan whose rows you rate each term.",
        _cited(
            title=("its title", '"What we do next"'),
            period=("in its own words", '"April 2026 to March 2028"'),
        ),
    ),
    "documents": Table(
        "Everything you copy from: once here, and cited everywhere else by its key.",
        {
            "key": ("a short name of yours", '"census"'),
            "title": ("its title", '"School census"'),
            "publisher": ("who published it", '"Example Borough Council"'),
            "date": ("as the document gives it", '"January 2026"'),
            "note": ("what a reader should know of it", '"Read from a copy."'),
        },
    ),
    "visions": Table(
        "A published vision, word for word.",
        _cited(
            text=("the words", '"Every child belongs."'),
            note=("what a reader should know of it", '"A draft."'),
        ),
    ),
    "priorities": Table(
        "The priorities of the strategy, in its order. Never reuse or renumber a ref.",
        _cited(
            ref=("its name for ever; answers point at it for years", '"P1"'),
            title=("word for word", '"Families know where to turn"'),
            measures=("an empty list if it has none: measures = []", "[]"),
            note=("what a reader should know of it", '"Section 6 says it differently."'),
        ),
    ),
    "priorities.measures": Table(
        "The measures of success of the priority above.",
        _cited(
            ref=("its name for ever", '"P1.1"'),
            text=("word for word", '"information is easy to find"'),
            target=("the number to reach, of the one measure the register counts", "5"),
            by_year=("the year by which to reach it", "2030"),
            questions=("ids of questions whose answers are evidence for it", '["lo_found"]'),
        ),
    ),
    "plan_priorities": Table(
        "The headings of the action plan.",
        _cited(ref=("its name for ever", '"A1"'), title=("word for word", '"Say it clearly"')),
    ),
    "actions": Table(
        "The rows of the action plan.",
        _cited(
            ref=("its name for ever", '"1.1"'),
            priority=("the ref of its heading", '"A1"'),
            serves=("refs of the priorities it serves", '["P1"]'),
            text=("word for word", '"Write every letter again."'),
            by_when=("in the plan's own words", '"Summer 2027"'),
            by_date=("the last day of that", "2027-07-31"),
            lead=("who leads it: a post, no name", '"Letters officer"'),
            involved=("who else has a part in it", '"The Forum"'),
            impact=("what should come of it", '["Families understand letters."]'),
            milestones=("an empty list if it has none: milestones = []", "[]"),
            questions=("ids of questions whose answers are evidence for it", '["lo_format"]'),
            counts_scans=("true where scans of printed codes are evidence", "false"),
            counts_missing_languages=("true where languages that families lack are", "false"),
        ),
    ),
    "actions.milestones": Table(
        "The steps of the action above.",
        {
            "ref": ("its name for ever", '"1.1.m1"'),
            "text": ("word for word", '"Ten letters are rewritten"'),
            "when": ("in the plan's own words", '"Easter 2027"'),
            "dates": ("the days that names", "[2027-03-31]"),
        },
    ),
    "brag": Table(
        "What each colour of a rating means: blue, red, amber and green.",
        _cited(colour=("one of the four", '"blue"'), meaning=("word for word", '"Done."')),
    ),
    "boards": Table(
        "Who oversees the work.",
        _cited(name=("its name", '"SEND Board"'), remit=("word for word", '"Reads each term."')),
    ),
    "baselines": Table(
        "What is known of the people you ask: a whole count, or published words. Never both.",
        _cited(
            ref=("its name for ever", '"ehc-plans"'),
            label=("who they are", '"Children with an EHC plan"'),
            as_at=("when, in the document's words", '"January 2026"'),
            date=("the last day of that", "2026-01-31"),
            yardstick=("right: the same people you ask; rough: others; wrong", '"right"'),
            caution=("what it does not say", '"One plan may bring several answers."'),
            count=("how many", "1480"),
            published=("or what was published in words", '"about half"'),
            percent=("a published percentage; never a count worked back from it", "48"),
            base=("how many that is out of", "26"),
            base_of=("who they are, in the document's words", '"children with a plan"'),
            whole=("counts of one name are of different people, who are everybody", '"known"'),
            question=("the question about oneself that it speaks to", '"support"'),
            categories=("the answers that mean these people", '["ehc_plan"]'),
            evidences=("refs of rows of the plan, where it speaks to no question", '["1.1"]'),
        ),
    ),
    "engagement": Table(
        "What families were asked before. Leave a headcount out that was not published.",
        _cited(
            ref=("its name for ever", '"E1"'),
            kind=("session, visit, writing, consultation or reference_group", '"session"'),
            text=("word for word", '"a session with parents"'),
            parent_carers=("how many came", "4"),
            young_people=("how many came", "2"),
            professionals=("how many came", "3"),
            responses=("how many wrote", "13"),
            note=("what a reader should know of it", '"The lead is not counted."'),
        ),
    ),
    "initiatives": Table(
        "What the register of what was made together starts with. Nothing counts without tests.",
        {
            "ref": ("its name for ever", '"travel"'),
            "title": ("what it is", '"Travel training"'),
            "kind": ("funding, consultation, influence, co_design, co_production", '"co_design"'),
            "priority": ("the ref of the priority it serves", '"P1"'),
            "audience": ("families, parent_carers or young_people", '"young_people"'),
            "status": ("candidate, or not_counted with a reason", '"candidate"'),
            "evidence": ("what was published of it: rows of its own, below", "[]"),
            "reason": ("why it can never count", '"Money was given."'),
            "measures": ("refs of measures", '["P1.1"]'),
            "actions": ("refs of rows of the plan", '["1.1"]'),
            "milestones": ("refs of milestones", '["1.1.m1"]'),
        },
    ),
    "initiatives.evidence": Table(
        "What was published of the initiative above.", _cited(quote=("word for word", '"…"'))
    ),
    "definitions": Table(
        "What words mean here.",
        _cited(
            term=("the word", '"co-production"'),
            text=("what it means", '"We decide together."'),
            agreed=("whether the partnership has adopted it", "true"),
        ),
    ),
    "terms": Table(
        "Stretches of days reported together. They touch, so every day is in exactly one.",
        {
            "ref": ("its name for ever", '"2026-autumn"'),
            "name": ("as people say it", '"Autumn term 2026"'),
            "year": ("the school year it belongs to", '"2026-27"'),
            "starts": ("its first day", "2026-08-01"),
            "ends": ("its last day", "2026-12-31"),
        },
    ),
}
LISTS = frozenset(
    {
        *("documents", "visions", "priorities", "priorities.measures", "plan_priorities"),
        *("actions", "actions.milestones", "brag", "boards", "baselines", "engagement"),
        *("initiatives", "initiatives.evidence", "definitions", "terms"),
    }
)
# Said by rows of their own where there are any.
SAID_BELOW = {("priorities", "measures"), ("actions", "milestones"), ("initiatives", "evidence")}
