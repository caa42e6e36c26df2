"""Everyday words that tell the languages families write in Latin letters apart.

A comment of one or two words gives a detector almost nothing to go on: "Nada" and "Rien" are
answers, not typing mistakes. Each list holds the small words of a language and the short answers
people give to a survey. A word may stand in several lists: "no" then argues for each of them.
The lists were not checked by native speakers; nothing here is shown to a family.
"""

from __future__ import annotations

_ENGLISH = """
the a an and or but of to in on at for from with without by as is are was were be been being am i
you he she it we they me him her us them my your his its our their this that these those there here
not no none nothing nobody never don't didn't can't couldn't won't wasn't isn't doesn't haven't yes
do does did done have has had having can could will would should may might must shall so very too
more most less least much many some any all every each other another than then when where who what
which how why because if while after before until again also just only even still about into over
up down out off good great excellent brilliant amazing lovely nice kind helpful friendly polite
happy perfect fine ok okay poor bad worse worst better best well satisfied unsatisfied service staff
help helped support thank thanks time times waiting wait waited long quick quicker quickly fast slow
late early communication information explain explained listen listened listening people person team
school teacher teachers child children son daughter parent parents family phone call calls called
meeting meetings appointment doctor nurse ambulance driver drivers transport hospital please need
needs needed want wanted improve improvement everything anything something sure comment comments
response respond advice care caring professional efficient know known told said say get got give
gave made make take took went go going come came see seen feel felt think thought work working
problem problems issue issues prompt reassuring reassurance polite understanding understood review
plan support hours hour minutes days weeks months years day week month year really always often
applicable na n/a satisfaction solved efficiency punctual manner manners honest honestly comfort
comfortable caring clear clearly clean delay delays difficult easy enough food activities room
interpreter translator evening don know happy answered answers answer nobody
"""

_SPANISH = """
el la los las un una unos unas y o pero de del al en con sin por para que como cuando donde quien
porque si no ni nada nadie nunca jamás ningún ninguno ninguna algo alguien todo todos toda todas
muy más menos mucho mucha muchos muchas poco poca demasiado demasiada bastante tan tanto también
tampoco ya aún todavía siempre antes después ahora hoy aquí allí este esta esto ese esa eso ellos
ellas nosotros yo tú él ella usted ustedes me te se nos le les lo mi mis su sus nuestro nuestra
es son era eran fue fueron ser estar está están estaba estamos estoy he ha han hemos hay había
tiene tienen tengo tenemos puede pueden quiero queremos necesito necesitamos hacer hace hijo hija
hijos niño niña niños padres madre familia escuela colegio profesor profesora maestra personal
ayuda ayudaron apoyo gracias favor bien mal mejor peor bueno buena buenos buenas malo mala excelente
perfecto perfecta genial encantado contento contenta contentos feliz satisfecho satisfecha amable
amables atención tiempo espera esperar esperamos larga largo tarde temprano reunión reuniones cita
llamadas teléfono responde respuesta información comunicación escucharon explicaron entiendo
sé sabe sabemos intérprete traductor servicio sesión nadie igual ninguna horrible regular rápido
"""

_FRENCH = """
le la les un une des du de d l et ou mais à au aux en dans avec sans pour par sur que qui quoi dont
où quand comme comment parce si ne n pas plus moins rien personne jamais aucun aucune tout tous
toute toutes très trop peu beaucoup assez bien mal mieux pire aussi encore déjà toujours souvent
avant après maintenant ici ce cet cette ces c ça cela il elle ils elles on nous vous je j tu me te
se moi lui leur leurs mon ma mes ton son sa ses notre nos votre vos est sont était étaient être suis
sommes ont avons avez ai a eu été fait faire peut peuvent veux voudrais voulons besoin fils fille
enfant enfants parents mère père famille école professeur enseignante maîtresse personnel équipe
aide aidé soutien merci bon bonne bons bonnes mauvais mauvaise excellent excellente parfait parfaite
super génial content contente contents heureux heureuse satisfait satisfaite gentil gentille
gentils accueil temps attente attendre attendu long longue longtemps tard réunion réunions
rendez-vous appels téléphone répond réponse information informations communication écouté écoutés
expliqué comprends comprendre sais sait interprète traducteur service séance oui non nul nulle
s'il plaît vraiment quelque chose
"""

_PORTUGUESE = """
o a os as um uma uns umas e ou mas de do da dos das em no na nos nas ao aos à às com sem por pelo
pela para que como quando onde quem porque se não nem nada ninguém nunca nenhum nenhuma algo alguém
tudo todo todos toda todas muito muita muitos muitas mais menos pouco pouca demasiado demais
bastante tão tanto também já ainda sempre antes depois agora hoje aqui ali este esta isto esse essa
isso eles elas nós eu tu ele ela você vocês me te lhe lhes meu minha meus minhas seu sua seus suas
nosso nossa é são era eram foi foram ser estar está estão estava estamos estou tem têm tenho temos
há havia pode podem quero queremos preciso precisamos precisa fazer faz filho filha filhos criança
crianças menino menina pais mãe pai família escola professor professora funcionários pessoal equipa
equipe ajuda ajudaram apoio obrigado obrigada favor bem mal melhor pior bom boa bons boas mau má
excelente ótimo ótima óptimo perfeito perfeita satisfeito satisfeita satisfeitos feliz contente
simpático simpática simpáticos atencioso atendimento tempo espera esperar esperámos esperamos longo
longa tarde cedo reunião reuniões consulta chamadas telefone responde resposta informação
comunicação ouviram explicaram entendo sei sabe sabemos intérprete tradutor serviço sessão sim
igual horrível rápido
"""

_ITALIAN = """
il lo la i gli le un uno una e o ma di del dello della dei degli delle a al allo alla ai agli alle
da dal dalla in nel nella nei con senza per su sul sulla che chi come quando dove perché se non né
niente nulla nessuno nessuna mai qualcosa qualcuno tutto tutti tutta tutte molto molta molti molte
più meno poco poca troppo troppa abbastanza così anche ancora già sempre prima dopo adesso ora oggi
qui questo questa questi queste quello quella loro noi voi io tu lui lei mi ti si ci vi mio mia miei
mie suo sua suoi nostro nostra è sono era erano essere stato stata stati sto stiamo ha hanno ho
abbiamo c'è può possono voglio vorrei vogliamo bisogno serve fare fatto figlio figlia figli bambino
bambina bambini genitori mamma papà madre padre famiglia scuola insegnante insegnanti maestra
personale aiuto aiutato sostegno supporto grazie favore bene male meglio peggio buono buona buoni
ottimo ottima cattivo cattiva pessimo pessima brutto eccellente perfetto perfetta bravissimi bravi
contento contenta contenti felice soddisfatto soddisfatta gentile gentili tempo attesa aspettare
aspettato lungo lunga tardi presto riunione riunioni incontro appuntamento chiamate telefono
risponde risposta informazioni comunicazione ascoltato ascoltati spiegato capisco so sa sappiamo
interprete traduttore servizio sì uguale veloce
"""

_POLISH = """
i w we z ze na do od po za o u dla przez przed przy pod nad bez oraz lub albo ale więc że żeby aby
jak gdy kiedy gdzie kto co który która które czy bo ponieważ nie nic nikt nigdy żaden żadna ktoś coś
wszystko wszyscy wszystkie bardzo więcej mniej dużo mało zbyt trochę tak też także już jeszcze
zawsze
często potem teraz dziś dzisiaj tu tutaj tam to ten ta te tego tej tych ja ty on ona ono my wy oni
mnie mi mu jej jego ich nas nam nami was wam się siebie mój moja moje mojego mojej moich nasz nasza
nasze naszego jest są był była było byli być jestem jesteśmy mam ma mamy mają miał miała może mogą
można chcę chcemy potrzebuję potrzebujemy proszę prosimy syn syna synem córka córki córkę dziecko
dziecka dzieci rodzice rodziców matka ojciec rodzina rodziny szkoła szkole szkoły nauczyciel
nauczycielka pracownicy personel pomoc pomocy pomogli wsparcie wsparcia dziękuję dziękujemy dzięki
dobrze źle lepiej gorzej dobry dobra dobre zły zła złe doskonale doskonały świetnie świetna
wspaniale super fatalnie zadowolony zadowolona zadowoleni miły miła mili uprzejmi czas czasu
czekanie czekać czekaliśmy czekamy długo długi późno wcześniej spotkanie spotkania spotkań wizyta
telefon telefonów telefony odbiera odpowiedzi odpowiedź informacji informacje komunikacja słuchali
wysłuchali wyjaśnili rozumiem wiem wie wiemy tłumacz tłumacza usługa sesja tak szybko okropnie brak
"""

_TURKISH = """
ve veya ya ama fakat ile için gibi kadar göre sonra önce ki de da mi mı mu mü ne neden niçin nasıl
nerede kim kimse hiç hiçbir hiçbiri şey bir bu şu o bunlar onlar biz siz ben sen beni bana bizi bize
onu ona onun bizim benim sizin senin onların var yok değil evet hayır çok daha az fazla en her hep
hepsi herkes herşey biraz bazı böyle öyle artık hala hâlâ şimdi bugün burada orada iyi iyiydi kötü
kötüydü güzel güzeldi mükemmel harika berbat süper memnun memnunuz memnunum mutlu mutluyuz teşekkür
teşekkürler ederim ederiz sağolun lütfen oğlum oğlumu oğluma oğlumun kızım kızımı kızıma kızımın
çocuk çocuğum çocuğumu çocuğumun çocuklar çocuklarım anne baba aile ailem okul okulu öğretmen
öğretmenler öğretmeni personel çalışanlar yardım yardımcı destek desteği destekten zaman süre uzun
bekledik bekliyoruz beklemek bekleme geç erken toplantı toplantıyı toplantılar randevu telefon
telefonlarıma cevap yanıt bilgi iletişim dinledi dinlediler dinlemediler anlattı anladı biliyorum
bilmiyorum bilmiyoruz istiyoruz istiyorum gerek ihtiyaç tercüman çevirmen hizmet oturum verin olsun
olmalı oldu olması hızlı yavaş aynı
"""

_SOMALI = """
iyo ama laakiin oo ah waa waxaa waxa waxay wuxuu waxaan waxaanu waan waanu way wuu wey ayaa ayey
ayay
ayaan ayaanu baa buu bay baan ma maya haa mid wax waxba waxbo qof qofna cidna marna weligeed weli
aad aan aanu aanan aysan uusan isagu iyadu annagu anigu idinku iyagu aniga annaga iyaga kan tan kuwa
kani tani u ku ka la soo sii uga ugu kuma kama nama lama kala si sida sababta sababtoo markii marka
halka xaggee goorma muxuu maxaa maxay badan yar ka-badan dhan dhammaan kasta hadda maanta hore kadib
ka-dib mar kale fiican fiicnaa fiicneyd wanaagsan wanaagsanaa xun xumaa liidata faraxsan
faraxsanahay
faraxsannahay mahadsanid mahadsantihiin mahad fadlan ilmaha ilmahayga ilmahaygu caruurta carruurta
carruurtayda wiilka wiilkayga wiilkeyga gabadha gabadhayda gabadheyda inanta inanka waalid waalidka
waalidiinta hooyo aabo qoyska reerka dugsiga iskuulka macallinka macalinka macallimiinta shaqaalaha
shaqaaluhu kooxda caawimaad caawimo caawiyeen taageero taageerada waqti waqtiga wakhti dheer
sugnay sugid sugayay daahay goor kulan kulanka kulanku ballan ballanta teleefan telefoonka wicitaan
wicitaanada jawaab jawaabin jawaabo macluumaad macluumaadka isgaarsiin xiriir dhegeysteen
dhegaysteen
dhegeysan sharaxeen fahmin garanayo aqaan ogi rabnaa doonayaa doonaynaa baahan baahanahay turjumaan
turjubaan adeeg adeegga sida-fiican dhib dhibaato lahayn jirin ahayd ahaa yahay tahay yihiin
"""

# Bengali and Urdu in Latin letters have no fixed spelling; these are the commonest of each.
_ROMANISED_BENGALI = """
ami amra amar amader tumi apni apnar apnader tara tader tar se shey eta eita oita ota ekta ekti kono
kichu kisu kichui keu keo kew sob shob shobai sobai khub onek beshi kom valo bhalo vhalo kharap
karap chhilo chilo silo ache achhe ase acche asen achen nai nei na hoy hoyeche hoise hobe korte
kore koreche korse korsen korechen korben korun koren dile diye diyechen dichhe den din dorkar
lagbe chai chaye janina jani jane bujhi bujhina bujhte chele chheleke cheleke chheler chheler meye
meyer meyeke bachcha baccha bacchar shishu ma baba poribar school-e shikkhok teacher-ra kotha
kothay shune shunen shunechen shuneni phone dhore dhorena uttor somoy shomoy opekkha opekkha
korechi dhonnobad donnobad dhannabad doya shahajjo sahajjo sahajjer khushi khusi kintu ebong ar
tobe jonno theke sathe shathe niye ekjon dobhashi bangla onekkhon
"""

_ROMANISED_URDU = """
mera meri mere hamara hamari hamare aap apka unka unki unke uska uski uske unhon unhone humein
hamein
hum main mujhe mujhay tum yeh woh wo ye hai hain hay tha thi thay ho hota hoti hua hui nahi nahin
nai kuch koi kisi kya kyun kab kahan kaun bohat bahut buhat boht zyada ziada kam acha achha achi
achhi ache achay bura buri behtar behtareen behtreen shukriya shukria meherbani mehrbani barah karam
bete beta betay beti bachay bachey bacha bacche bachon walid walida walidain maa baap khandan ustad
madad intezar intizar waqt der sham subha baat baatein suni suna sunte samajh samjha samjhaya jawab
deta dete diya karna karte kiya kiye karein rakhein chahiye chahye khush hein aur lekin magar phir
bhi se ko ka ki ke par liye saath sath wala wali tarjuman mutarjim malum maloom pata
"""

ROMANISED: dict[str, frozenset[str]] = {
    "bn": frozenset(_ROMANISED_BENGALI.split()),
    "ur": frozenset(_ROMANISED_URDU.split()),
}

WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(_ENGLISH.split()),
    "es": frozenset(_SPANISH.split()),
    "fr": frozenset(_FRENCH.split()),
    "pt": frozenset(_PORTUGUESE.split()),
    "it": frozenset(_ITALIAN.split()),
    "pl": frozenset(_POLISH.split()),
    "tr": frozenset(_TURKISH.split()),
    "so": frozenset(_SOMALI.split()),
}
