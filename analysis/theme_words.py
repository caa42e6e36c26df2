"""The words that argue for each theme: a feature of the trained ten, and all there is for SEND's.

Patterns of whole words. The ten were written beside the labelled comments; the five SEND themes
have no labelled comments at all, so nobody knows yet how often they are right.
"""

from __future__ import annotations

TRAINED: dict[str, str] = {
    "communication": (
        r"communicat\w*|inform(?:ed)? (?:me|us)|kept? (?:me |us )?(?:informed|updated|"
        r"in the loop)|keep (?:me|us|people|patients?) (?:informed|updated)|no (?:one|"
        r"body) (?:told|rang|called|answer\w*)|(?:call|phone|ring|text|email)(?:ed|ing)? (?:me |"
        r"us )?back|contact\w*|update[sd]?|let (?:me|us) know|told (?:me|us)|phone[ds]?|"
        r"telephon\w*|rang|calls?|e-?mails?|letters?|text(?:s|ed)?|language|accent|"
        r"hard to understand|speak english|in touch|talk to|conversation"
    ),
    "information": (
        r"inform(?:ation|ative|ed)|advice|advis\w+|explain\w*|explanation\w*|guidance|question\w*|"
        r"answer\w*|leaflets?|website|clear\w*|understand(?: what| the|able)?|detail\w*|"
        r"instruct\w+|signpost\w*|knowledge"
    ),
    "being_heard": (
        r"listen\w*|heard|hear me|understood|understanding|empath\w+|compassion\w*|took (?:me|us|"
        r"it) seriously|taken seriously|believ\w+|respect\w*|ignored?|dismiss\w+|involv\w+|"
        r"my (?:needs|opinion|views?|concerns?|feelings)|choice|judg\w+|validated|supported|"
        r"had time for|time to talk|talk(?:ed)? to|someone to talk|person[- ]cent\w+|dignity"
    ),
    "staff_manner": (
        r"kind\w*|friendl\w+|car(?:e|ing)|polite\w*|rude\w*|helpful\w*|professional\w*|attitude|"
        r"staff|lovely|nice|pleasant|courte\w+|crew|driver\w*|paramedic\w*|nurse\w*|patient and|"
        r"attentive|unhelpful|manner\w*|considerate|welcom\w+|team|people|reassur\w+|calm\w*|"
        r"cheerful|smil\w+|thoughtful|abrupt|compassion\w*|brilliant|wonderful|amazing|"
        r"approachable|supportive|the (?:lady|man|girl|person)|dr|doctor"
    ),
    "staff_skill": (
        r"staff(?:ing)?|understaffed|short[- ]staffed|more (?:staff|doctors|nurses|paramedics|"
        r"drivers|people)|train(?:ed|ing)|experience[d]?|knowledg\w+|skill\w*|compet\w+|expert\w*|"
        r"qualified|professional\w*|not enough staff|efficien\w+|agency|turnover|know what|"
        r"knew (?:what|exactly)|capab\w+|recruit\w*|same (?:person|nurse|worker|staff)|continuity|"
        r"workload|thorough\w*|handled|dealt with"
    ),
    "waiting": (
        r"wait\w*|appointment\w*|quick\w*|late|delay\w*|on time|punctual\w*|prompt\w*|fast\w*|"
        r"slow\w*|hours?|minutes|months|weeks|time(?:ly|s|keeping)?|speed\w*|cancel\w*|queue\w*|"
        r"early|earlier|soon\w*|long|respon[sd]\w+|arriv\w+|access to|availab\w+|swift\w*|"
        r"pick(?:ed)? up|picked|immediate\w*|rapid\w*|get through|delayed|urgent|straight away|"
        r"efficien\w+"
    ),
    "place": (
        r"park(?:ing)?|vehicle\w*|ambulance was|seat\w*|car|bus|minibus|wheelchair\w*|clean\w*|"
        r"comfort\w*|uncomfortable|bumpy|ride|building\w*|room\w*|ward|environment\w*|noise|noisy|"
        r"quiet\w*|heating|cold|hot|warm|temperature|transport\w*|taxi|toilet\w*|bed\w*|"
        r"facilit\w+|space|access(?:ible|ibility)?|journey|travel\w*|distance|suspension|lift|"
        r"steps|safe\w*|equipment|tv|wifi|wi-fi|decor\w*|venue|location|local|closer|shower\w*|"
        r"air con\w*|window\w*|covid|masks?|ppe"
    ),
    "joined_up": (
        r"discharg\w*|transfer\w*|refer(?:r\w+|rals?)|(?:my|own|the) gp|gp|admitted|admission|"
        r"co-?ordinat\w*|liais\w+|mdt|other (?:services?|departments?|agenc\w+|teams?)|"
        r"different (?:services?|departments?|people|staff|person|faces)|join\w*[- ]up|"
        r"follow(?:ed)?[- ]?up|hand(?:ed)?[- ]?over|pass(?:ed|ing)? (?:on|around|from|me|us|"
        r"down|back)|transition\w*|continu\w+|consisten\w+|same (?:person|people|nurse|worker|"
        r"staff|doctor|songsheet)|after ?care|communicat\w+ between|between (?:services|"
        r"departments|staff|teams|hospital|the)|care plans?|treatment plans?|plan of care|"
        r"short[- ]term|longer (?:term|than)|staff change\w*|repeat\w*|(?:sent|told to go) to|"
        r"arranged for|urgent care|out of hours|back to (?:my|the|our|gp)"
    ),
    "family": (
        r"famil(?:y|ies)|carers?|parents?|relatives?|next of kin|escort|siblings?|visit(?:ors?|"
        r"ing)|(?:my|his|her|the) (?:\w+ )?(?:mum|mother|dad|father|husband|wife|son|daughter|"
        r"partner|brother|sister|child|kids|children|baby|grandson|granddaughter)(?:'s|s)?|"
        r"daughters|involv\w+ (?:\w+ )?(?:family|families|relatives)|loved ones?"
    ),
    "activities": (
        r"activit\w+|food|meals?|gym|groups?|sessions?|classes|course|education|art|craft\w*|"
        r"music|games?|sports?|walks?|cook\w*|snacks?|drinks?|tea|coffee|lunch|dinner|breakfast|"
        r"exercise\w*|shop|leave|outings?|trips?|therap\w+|ot|bored\w*|boring|menu\w*|football|"
        r"pool|garden\w*|play\w*|things to do|workshop\w*|library|hobbies|fun"
    ),
}

RULES_ONLY: dict[str, str] = {
    "ehc_plans": (
        r"ehc plans?|ehc ?ps?|ehc|echp|education,? health and care|annual reviews?|statement(?:ed|"
        r"s)? of|(?:draft|final|amended) plan|section [a-i] (?:of|in)|needs assessments?|"
        r"tribunals?|mediation|named? (?:in|on) (?:the|his|her|their) plan|personal budgets?|"
        r"the plan|(?:his|her|their|my) plan"
    ),
    "school": (
        r"schools?|nurser(?:y|ies)|colleges?|teachers?|headteacher|head teacher|class(?:room|es)?|"
        r"lessons?|teaching assistants?|tas?|sen?d?cos?|exclu(?:ded|sion|sions|de)|suspended|"
        r"suspension|attendance|part[- ]time timetable|sixth form|mainstream|special school|"
        r"alternative provision|tutors?|tutoring|homework|gcses?|pupil referral"
    ),
    "interpreting": (
        r"interpret(?:er|ers|ing)|translat(?:e|es|ed|ion|ions|or|ors)|(?:in|speak|read) (?:my|our|"
        r"his|her) (?:own )?language|first language|bsl|sign language|signers?|speak (?:no |"
        r"little |much |any )?english|my english|language line"
    ),
    "local_offer": (
        r"local offer|send ?iass|directory of services|family information service|(?:council|"
        r"send) website|short breaks? (?:list|statement|directory)"
    ),
    "coproduction": (
        r"co-?produc\w+|co-?design\w*|parent carer forum|parents'? forum|forum|consult(?:ed|ation|"
        r"ations|ing)?|youth (?:forum|council|voice)|you said,? we did|(?:asked|involved|"
        r"included) (?:us|me|families|parents|young people)|working (?:together|group)|"
        r"steering group|lived experience|our views|have (?:a|our|my) say"
    ),
}
