"""The words that `analysis.safeguarding` looks for, by concern."""

from __future__ import annotations

# "hits" and "hitting" but not "white": whole words, endings spelled out.
ENGLISH: dict[str, str] = {
    "harm": (
        r"abus(?:e[sd]?|ing|ive)|assault(?:s|ed|ing)?|attack(?:s|ed|ing)?|beat(?:s|en|ing)?(?: "
        r"up)?|"
        r"bruis(?:e[sd]?|ing)|black eye|burn(?:s|t|ed) (?:on|with|him|her|me|my)|chok(?:e[sd]?|"
        r"ing)|"
        r"strangl\w+|hit(?:s|ting)? (?!it|the (?:nail|target|spot|ground|mark))|hitting|"
        r"(?:got|was|been|being|gets) hit|hurt(?:s|ing)?|injur(?:y|ies|ed|ing)|kick(?:s|ed|ing)?|"
        r"punch(?:es|ed|ing)?|slap(?:s|ped|ping)?|smack(?:s|ed|ing)?|threw (?:him|her|me|them)|"
        r"push(?:es|ed) (?:him|her|me|them)|shov(?:e[sd]|ing)|shak(?:en|ing) (?:him|her)|"
        r"violen(?:t|ce)|"
        r"threat(?:s|en|ens|ened|ening)?|domestic|knife|knives|stabb(?:ed|ing)|weapon|bull(?:y|"
        r"ies|ied|ying)|"
        r"not safe|unsafe|in danger|dangerous|at risk|safeguard\w*|child protection|police|dead|"
        r"die[sd]?|kill(?:ed|s|ing)?|"
        r"fgm|forced marriage|marks on (?:his|her|their|my)"
    ),
    "sexual": (
        r"sexual\w*|sex|rap(?:e[sd]?|ist|ing)|molest\w*|groom(?:ed|ing)|indecent|naked|private "
        r"parts|"
        r"touch(?:es|ed|ing) (?:me|him|her|them|my|his|their|inappropriately)|inappropriate\w*|"
        r"nudes?|undress(?:ed|ing)?|kiss(?:ed|ing)"
    ),
    "self_harm": (
        r"suicid\w+|self[- ]?harm\w*|kill(?:s|ing)? (?:my|him|her|them)sel(?:f|ves)|end(?:ing)? "
        r"(?:it all|my life|his life|"
        r"her life)|want(?:s|ed)? to die|wish(?:es|ed)? (?:i|he|she|they) (?:was|were) (?:dead|"
        r"not here)|"
        r"doesn't want to (?:live|be here)|don't want to (?:live|be here)|not want to (?:live|"
        r"be here)|"
        r"better off (?:dead|without)|cut(?:s|ting) (?:my|him|her|them)sel(?:f|ves)|cutting|"
        r"overdos\w+|"
        r"hang(?:ed|ing)? (?:my|him|her|them)self|hurt(?:s|ing)? (?:my|him|her|them)sel(?:f|ves)|"
        r"bang(?:s|ing) (?:his|her|their) head|not eating|starv\w+|took (?:pills|tablets)|"
        r"can't (?:go on|cope|take (?:it|this|any more))|cannot (?:go on|cope)|no reason to "
        r"live|desperate"
    ),
    "neglect": (
        r"neglect\w*|left alone|home alone|left (?:him|her|them|me) alone|no food|nothing to "
        r"eat|hungry|"
        r"not (?:fed|washed|changed|given (?:food|water|medication|his|her))|soiled|wet "
        r"(?:himself|herself|all day)|"
        r"sores?|malnourish\w*|dehydrat\w+|locked (?:in|out|up)|abandon\w+|unsupervised|"
        r"wrong (?:medicine|medication|dose)|homeless\w*|drunk|on drugs|drug(?:s|ged)"
    ),
    "fear": (
        r"(?:scared|afraid|frightened|terrified|petrified) (?:of|to|at|in|by|for|when|that)|"
        r"(?:is|am|was|so|very|too) (?:scared|afraid|"
        r"frightened|terrified)|fear(?:s|ed|ful)? (?:of|for|going|to)|won't go home|not "
        r"(?:want(?:ing)?|safe) to go home|"
        r"doesn't want to go home|don't want to go home|scared|terrified|nightmares"
    ),
    "missing": (
        r"(?:went|gone|is|was|been|goes|going|reported) missing|missing (?:child|person|from "
        r"home|from school)|"
        r"r[au]n away|runs away|running away|absconded?|disappear(?:ed|s)|couldn't find (?:him|"
        r"her)|"
        r"lost (?:my|our|him|her) ?(?:son|daughter|child)?|got out of (?:school|the building)"
    ),
    "restraint": (
        r"restrain\w*|seclu\w+|isolation (?:room|booth)|padded room|calm(?:ing)? room|pinned|"
        r"held (?:him|her|me|them) down|"
        r"held down|physical(?:ly)? (?:intervention|removed|handled)|manhandl\w+|tied|strapped|"
        r"dragg\w+|"
        r"grabb\w+|lock(?:ed)? in(?:side)?|forc(?:ed|ing) (?:him|her|me|them)"
    ),
    "exploitation": (
        r"county lines|gangs?|exploit\w+|traffick\w+|radicali[sz]\w+|blackmail\w*|money from "
        r"(?:him|her)|"
        r"older (?:man|men|boyfriend)|sell(?:s|ing)? drugs|cuckoo\w+|slave\w*|no passport|took "
        r"my passport"
    ),
    "told_in_confidence": (
        r"(?:please )?(?:don't|do not) tell (?:anyone|anybody|my|them|him|her)|nobody (?:knows|"
        r"must know)|"
        r"keep (?:it|this) (?:a )?secret|our secret|can't tell (?:anyone|my)|help me|need help "
        r"now|urgent(?:ly)? help|"
        r"(?:he|she|they) told me (?:that )?(?:someone|a man|the teacher|his|her)"
    ),
}

# Beginnings of words, short on purpose. Unchecked: see docs/reading-comments.md.
OTHER_LANGUAGES: dict[str, dict[str, str]] = {
    "ar": {
        "harm": "ضرب|يضرب|عنف|إيذاء|اعتداء|اعتدى|كدمة|كدمات|جرح|تنمر|تهديد|خطر|إساءة",
        "sexual": "تحرش|اغتصاب|جنسي|لمس",
        "self_harm": "انتحار|ينتحر|يموت|إيذاء نفس|يؤذي نفس|أقتل نفسي",
        "neglect": "إهمال|جائع|جوعان|وحده في البيت",
        "fear": "خائف|يخاف|تخاف|أخاف|مرعوب",
        "missing": "مفقود|هرب|اختفى",
    },
    "bn": {
        "harm": "মারে|মারধর|মেরেছে|আঘাত|নির্যাতন|হিংসা|হুমকি|বিপদ|আহত|কালশিটে",
        "sexual": "যৌন|ধর্ষণ|শ্লীলতাহানি",
        "self_harm": "আত্মহত্যা|মরতে চা|নিজেকে আঘাত|নিজের ক্ষতি",
        "neglect": "অবহেলা|ক্ষুধার্ত|না খেয়ে|একা ফেলে",
        "fear": "ভয় পা|ভীত|আতঙ্ক",
        "missing": "নিখোঁজ|পালিয়ে|হারিয়ে গেছে",
    },
    "es": {
        "harm": (
            "abus|golpe|pega|pegó|pegan|maltrat|violencia|herid|moret|moratón|amenaz|acoso|"
            "peligro|agre|lastim"
        ),
        "sexual": "sexual|viola|tocamiento|manose",
        "self_harm": "suicid|autolesi|matarse|quitarse la vida|quiere morir|hacerse daño|se corta",
        "neglect": "negligen|abandon|hambre|solo en casa|sola en casa|encerra",
        "fear": "miedo|asustad|aterr",
        "missing": "desaparec|se escap|fugó",
    },
    "fr": {
        "harm": (
            "maltrait|abus|frapp|battu|coups|violen|bless|ecchymose|menac|harcèl|danger|agress|"
            "insécurité"
        ),
        "sexual": "sexuel|viol |violé|viols|attouche",
        "self_harm": "suicid|se tuer|mourir|automutil|se faire du mal|se coupe|scarifi",
        "neglect": "néglig|faim|seul à la maison|seule à la maison|enfermé|abandon",
        "fear": "peur|effray|terrifi",
        "missing": "disparu|fugue|s'est enfui",
    },
    "it": {
        "harm": (
            "abus|picchi|maltratt|violenz|ferit|livid|minacc|bullismo|pericol|aggred|botte|schiaff"
        ),
        "sexual": "sessual|stupr|molest|palpegg",
        "self_harm": "suicid|uccidersi|autolesion|farsi del male|vuole morire|si taglia",
        "neglect": "trascura|negligen|fame|solo a casa|sola a casa|chiuso dentro|abbandon",
        "fear": "paura|spaventat|terrorizz",
        "missing": "scompars|scappat|sparit",
    },
    "pl": {
        "harm": (
            "bije|bił|biją|pobi|przemoc|uderz|krzywd|siniak|siniec|grozi|groźb|znęca|"
            "niebezpiecz|rani|molest|prześlad"
        ),
        "sexual": "seksual|gwał|dotyka",
        "self_harm": "samobój|zabić się|zabije się|samookalecz|chce umrzeć|tnie się|okalecza",
        "neglect": "zaniedb|głodn|sam w domu|sama w domu|zamknięt|porzuc",
        "fear": "boi się|boję się|bał się|przestrasz|przeraż|strach",
        "missing": "zagin|uciekł|zniknął|zniknęła",
    },
    "pt": {
        "harm": (
            "abus|bate|bateu|batem|maltrat|violên|violent|ferid|magoa|nódoa negra|hematoma|"
            "ameaç|perigo|agred|agress|bullying"
        ),
        "sexual": "sexua|viola|apalp",
        "self_harm": "suicíd|suicid|matar-se|automutil|quer morrer|fazer mal a si|corta-se",
        "neglect": "neglig|fome|sozinho em casa|sozinha em casa|fechado|abandon",
        "fear": "medo|assustad|aterroriz",
        "missing": "desaparec|fugiu|fugir",
    },
    "so": {
        "harm": (
            "garaac|dhaawac|xadgudub|tacadi|rabsho|dil|nabar|hanjab|khatar|cagajug|dhib u geyst"
        ),
        "sexual": "kufsi|galmo|faraxumeyn|taabt",
        "self_harm": "is dil|isdil|naftiisa|nafteeda|dhimasho|inuu dhinto",
        "neglect": "dayac|gaajo|keligiis guriga|keligeed guriga",
        "fear": "cabs|baqay|baqdin|argagax",
        "missing": "lunsan|la la'yahay|baxsad|ka cararay",
    },
    "tr": {
        "harm": (
            "döv|dayak|vurdu|vuruyor|şiddet|istismar|taciz|yarala|morluk|tehdit|zorbalı|tehlike|"
            "saldır|zarar ver"
        ),
        "sexual": "cinsel|tecavüz|dokundu",
        "self_harm": "intihar|kendini öldür|kendine zarar|ölmek isti|kendini kes",
        "neglect": "ihmal|evde yalnız|kilitle|terk et",
        "fear": "korku|korkuyor|kork",
        "missing": "kayıp|kaçtı|kayboldu",
    },
    "ur": {
        "harm": "مارا|مارتا|مارتے|مار پیٹ|تشدد|زیادتی|چوٹ|زخم|دھمکی|خطرہ|بدسلوکی|ہراساں",
        "sexual": "جنسی|چھیڑ|عصمت دری",
        "self_harm": "خودکشی|مرنا چاہ|خود کو نقصان|خود کو مار",
        "neglect": "غفلت|لاپرواہی|بھوکا|بھوکی|گھر میں اکیلا|گھر میں اکیلی",
        "fear": "ڈرتا|ڈرتی|ڈر لگ|خوفزدہ|خوف",
        "missing": "لاپتہ|گم ہو|بھاگ گ",
    },
    "zh-Hans": {
        "harm": "打他|打她|打我|殴打|虐待|暴力|受伤|伤害|淤青|瘀伤|威胁|欺负|霸凌|危险|家暴|挨打",
        "sexual": "性侵|强奸|性骚扰|猥亵|摸他|摸她|摸我",
        "self_harm": "自杀|自残|自伤|想死|不想活|轻生",
        "neglect": "忽视照顾|疏于照顾|挨饿|没饭吃|独自在家|关起来",
        "fear": "害怕|恐惧|不敢回家",
        "missing": "失踪|走失|离家出走|逃跑",
    },
}
