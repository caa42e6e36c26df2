"""Words that make a question hard, and what to say instead: English, for families."""

from __future__ import annotations

# "Hard = plain", as in guides to plain English; one that has no plain word is only called hard.
_PLAINER = """
accessed = used
accessible = easy to use
accommodate = make room for
accommodations = changes that help
accomplish = do
additional = more
additionally = also
adequate = enough
advise = tell
advised = told
allocate = give
allocated = given
alternative = other
ameliorate = make better
amongst = among
anticipate = expect
appropriate = right
approximately = about
ascertain = find out
assist = help
assistance = help
assisted = helped
at this moment in time = now
attempt = try
attend = come to
attended = came to
attending = coming
beneficial = helpful
caseworker = person who works with you
clarify = make clear
collaborate = work together
collaboration = working together
collaborative = done together
commence = start
commenced = started
commencing = starting
commensurate = in line with
communicate = talk
complete = fill in
comprehend = understand
comprehensive = full
concerning = about
consequently = so
consult = ask
consultation = asking what people think
consulted = asked
coordinate = plan together
demonstrate = show
determine = decide
difficulties = things that are hard
discontinue = stop
due to the fact that = because
effective = working well
eligible = allowed to have
empowered = able to decide
enable = help
enabled = helped
encounter = meet
encountered = met
endeavour = try
engage = take part
engaged = taking part
engagement = taking part
enhance = make better
ensure = make sure
evaluate = say how good it was
evaluation = finding out how good it was
expectations = what you hoped for
experienced = had
facilitate = help
facilitated = helped
facilitation = help
facilities = rooms and things to use
feedback mechanism = way to tell us
frequently = often
fundamental = basic
holistic = looking at the whole person
identify = find
immediately = at once
implement = do
implemented = done
implementation = putting it into practice
in accordance with = as it says in
in order to = to
in relation to = about
in respect of = about
in the event that = if
inclusive = open to everyone
indicate = show
inform = tell
informed = told
initial = first
initiate = start
initiative = idea
intervention = help
interventions = help
issues = problems
liaise = talk
liaised = talked
meaningful = real
mechanism = way
methodology = way
modify = change
multi-agency = from several services
multidisciplinary = from several services
necessitate = need
notify = tell
notified = told
numerous = many
objective = aim
obtain = get
obtained = got
opportunity = chance
opportunities = chances
optimum = best
outcome = what happened
outcomes = what changes
participant = person who took part
participants = people who took part
participate = take part
participated = took part
participation = taking part
particular = this
partnership working = working together
pathway = steps
perceive = see
perception = what you think
permit = let
personalised = made for you
practitioner = member of staff
practitioners = staff
preference = what you like best
prior to = before
procedure = way of doing it
proceed = go on
process = steps
professional = member of staff
professionals = staff
provide = give
provided = gave
provision = help and support
purchase = buy
rate your satisfaction = say how you feel about it
receive = get
received = got
recommend = tell a friend about
regarding = about
remainder = rest
request = ask for
requested = asked for
require = need
required = needed
requirement = need
requirements = needs
respond = answer
responded = answered
responsive = quick to help
satisfaction = how happy you are
satisfactory = good enough
satisfied = happy
service user = family
service users = families
setting = place
signpost = tell you where to go
signposted = told where to go
signposting = telling people where to go
stakeholder = person
stakeholders = people
statutory = required by law
strategic = for the whole area
submit = send
submitted = sent
subsequently = later
sufficient = enough
sufficiently = enough
sustainable = able to last
terminate = end
therapeutic = that helps you feel better
timely = on time
transition = move
transitions = moves
utilise = use
utilised = used
utilisation = use
via = by
whereas = while
whilst = while
with regard to = about
with respect to = about
"""

# Long, and known to those whom we ask: built-in questions and their hints use them.
_KNOWN = """
activity activities anybody areas education educational everybody disability
disabilities
february january november september difficult information interpreter interpreters interesting
university especially obviously somebody secondary usually vegetarian television organisation
"""

# Written in capitals and still known.
_KNOWN_SHORT = "A&E BBC BSL EHC GP NHS OK PDF PE QR SEN SEND TV UK"

# People who are asked together.
_PEOPLE = """
adults brothers carer carers child children clinics dad doctors everybody everyone families
family friends girls boys grandparents he her him me mothers fathers mum nurses other others
parent parents people professionals pupils schools she siblings sisters staff students
teachers them therapists they us we workers you yourself young
"""

# "Too long or too short" is one question with its two ends; "rude or slow" is two questions.
_FAULTS = """
rude slow late unkind unfair unclear confusing boring loud dirty cold dark tired scared
worried sad angry lonely
"""

PLAINER: dict[str, str] = dict(line.split(" = ", 1) for line in _PLAINER.strip().splitlines())
KNOWN = frozenset(_KNOWN.split())
KNOWN_SHORT_NAMES = frozenset(_KNOWN_SHORT.split())
PEOPLE, FAULTS = frozenset(_PEOPLE.split()), frozenset(_FAULTS.split())
