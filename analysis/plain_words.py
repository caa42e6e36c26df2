"""Words that look like names and are not: places, months, services, and names in daily use."""

from __future__ import annotations

# Written with a capital without being anybody's name.
_CAPITALISED = """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
january february march april may june july august september october november december jan feb mar
apr jun jul aug sep sept oct nov dec christmas easter eid ramadan diwali halloween ok english
bengali somali arabic urdu turkish polish french spanish portuguese italian chinese mandarin
cantonese sylheti british sign language makaton braille hindi punjabi gujarati tamil romanian
albanian muslim christian jewish hindu sikh catholic african asian caribbean bangladeshi pakistani
indian nigerian ghanaian black white european irish scottish welsh american london city hackney
islington camden westminster lambeth southwark tower hamlets newham barking dagenham redbridge
haringey enfield barnet brent ealing harrow hillingdon hounslow lewisham greenwich bexley bromley
croydon sutton merton kingston richmond wandsworth waltham forest havering barbican guildhall
aldgate portsoken mansell golden lane middlesex street bishopsgate moorgate farringdon homerton
whitechapel shoreditch stepney bethnal green mile end barts bart's england britain uk scotland wales
ireland europe nottingham newcastle durham sunderland northumberland gateshead middlesbrough
teesside northumbria mansfield derby leicester leeds manchester birmingham liverpool bangladesh
somalia turkey poland pakistan india china nigeria ghana spain portugal italy france council service
services team teams school schools academy nursery college university hospital clinic centre center
department government ofsted camhs nhs gp send senco sendco sen ehcp ehc plan plans review annual
local offer forum parent carer carers parents family families children child young people speech
therapy therapist occupational physio physiotherapy physiotherapist educational psychologist
psychology psychiatrist paediatrician pediatrician social worker workers education health care
section tribunal mediation transition year reception key stage early years short breaks break autism
asd adhd dyslexia dyspraxia down downs down's syndrome asperger asperger's aspergers tourette
tourettes covid zoom teams google facebook whatsapp youtube lego minecraft roblox ipad microsoft
word teacher teaching assistant head nurse doctor dr mr mrs ms miss staff receptionist ambulance
paramedic paramedics crew driver drivers patient patients ward a&e accident emergency transport bus
taxi uber i i'm i've i'd i'll he she they we you it a an the this that these those my our his her
your their its and but or so if when while because as at by for from in into of on to with without
about after before not no yes none nothing everything everyone everybody all any some more most less
least very too also always never often sometimes just only really well good great excellent
brilliant amazing lovely nice kind helpful friendly polite professional caring thank thanks please
sorry hello hi dear god allah lord jesus father mother mum mummy dad daddy nan nana gran grandma
grandad auntie uncle sister brother son daughter what where which who why how is are was were be
been being am do does did done have has had will would could should can can't couldn't wouldn't
shouldn't don't didn't doesn't isn't wasn't won't there here then than now today tomorrow yesterday
again once first second third last next me mine every wanted alzheimer alzheimer's entonox parkinson
parkinson's infirmary communication information waiting time times support help better best bad poor
worse worst quick late barnardos barnardo's mencap scope ipsea sendiass mind samaritans childline
citizens advice amazon tesco asda aldi lidl tv bbc netflix disney pizza pokemon lottery oak ash elm
willow beech cedar unit suite saints saint st church mosque temple synagogue park library museum
house court art chess football cricket swimming yoga drama music club group session activity day
week month evening morning afternoon night weekend holiday holidays half term summer winter spring
autumn maths science history geography queen king prince princess royal great big little north south
east west northern southern eastern western portage makaton elklan pecs talk tools core level tier
band stage phase act law code practice equality duty human rights send department
"""

# In a list of names, and too often something else to be believed in small letters.
_TRAPS = """
hung harsh ali also art ash asia bay bell bill bob bond brook brown can card carol case chance chase
cherry clay cliff cook cross crystal dale dan dave day dean dee den dear diamond dick don drew duke
earl eden even eve faith fern field fields finn flora ford fox frank french friend gay gene gill
ginger glen gold good grace grant gray green grey guy hall ham han hand hardy harry hazel heath
heather heaven her hill him his holly honey hope hunt hunter iris ivy jack jade jasmine jay jean
jerry jet jewel josh joy jo june kay ken king kit lane lara lark law lee len leo lily lin long lou
love low luck mark marsh mason max may meadows melody mercy merry mi mike miles min mine mo moon
more moss myrtle nan neil nick noble norm olive page pam pansy park parker pat patience peace pearl
peg penny pet pete piper poppy power price pride prince pip queen ram ray read reed rich river rob
robin rod roman rose rosemary row ruby rue rush rusty sage sally sam sandy say sea see shah shaw
sharp she sky sol son song sonny stan star stone storm sue summer sun sunny tan ted temple terry tim
tom trinity troy van vera vet vic victor violet wade wait walk walker wall ward warm way well wells
west white will wilson wise wood woods wren young out over back off him them me us you it again
being going having home work working getting the a and to so said is was in for or at very who did
had has the that this when banks barber barker butler carter chapman clark coleman cooper cox fisher
baker palmer mills moore porter potter ryan taylor weaver wright west lima costa das dang son sow
bah bello rana raza raja miles islam imam said sami sultan ada era ana sol paz gil luz alma bala
dawa dev devi diya indu jaya kanta lata mala meena raj rani ravi uma usha jing gang hao hua jun kai
lan lei li mei min na ning peng ping qiang rong su tao ting wei wen xin yan yi yu yue hoa bao chau
loan nam quan thanh thi minh anh asha amal anab ayan dana dina diana emma faris fares aid fatih star
mine ada asya damla deniz destin duru ela elif ece nur nisa can cem berk bora ege efe emir kaan mert
nota sena suna umut ufuk yigit lena ola ora pola riya rita roma safa saba sana sara sauda sonia tara
tina toni vina zara zena maya mina mona noor nora nuha reem rim roya sina sahar saman omid alba luca
marco mario maria martin marina roman rosa sandra silvia vito leonardo lola luis adam ella chris
jordan chelsea florence georgia victoria charlotte austin jackson houston paris sydney lincoln logan
madison taylor kelly morgan lewis concepcion consuelo esperanza milagros rosario soledad trinidad
dolores angeles nieves estrella salvador santiago domingo celeste gloria aurora italia franca serena
angelo clemente benito modesto bella donna prima carina dulce linda fe perla ava mia olga alan allan
alex erin ivan joan abel abba afia ama esi yaa yaw kofi sola tola tope tayo remi seun femi dapo
chima chika ike ese obi uju ugo cristi ion alin costel cali farax elmi iman hani hawa hinda jama
kadar ladan mako mire muna nimo ruun xaawo warda deeqa ebla ilo lin anil amit arun asad aziz bashir
daud habib hadi hari isa jan
"""

# Words in other places, and people when they are thanked.
_THANKED = """
ali bob carol chris dan dave ella emma heather jack jean jo josh julie june kay ken lee leo lily
maria mia mike neil nick olga pam pat pete ray rob rose sally sam sara sue terry tim tom tina tony
vic wendy zara
"""

# "Look at example.com" and "nothing on at live" write to nobody.
_NO_MAILBOX = """
a all also and are be been contact found go going have here i im is it just live look looked
looking me more not nothing on out page people see still there they us was website were you
"""

THANKED = frozenset(_THANKED.split())
NO_MAILBOX = frozenset(_NO_MAILBOX.split())
CAPITALISED_WORDS = frozenset(_CAPITALISED.split())
LOWER_CASE_TRAPS = frozenset(_TRAPS.split()) - CAPITALISED_WORDS
