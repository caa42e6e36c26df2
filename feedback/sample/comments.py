"""What made-up families write: written for this purpose, about no real child, school or service."""

POST_SESSION = {
    "en": [
        "Lovely, warm welcome. My son stayed the whole hour, which he never does.",
        "The room was too loud and bright. My daughter had to leave after ten minutes.",
        "More sessions after school, please. I work until four.",
        "Really useful to talk to someone who understands sensory needs.",
        "Nothing, it was great.",
        "I still do not know who to ring about speech therapy.",
        "Sessions should start on time. We waited half an hour with a hungry toddler.",
        "A quiet corner would help. Everything else was good.",
        "Please send the slides out afterwards.",
        "It was good to meet other parents. I felt less alone.",
        "The lift was broken so we could not get the wheelchair upstairs.",
        "Can you do one online in the evening?",
        "Staff were kind but nobody asked what we wanted to talk about.",
        "Very clear. I finally understand the difference between SEN Support and a plan.",
        "Food that my child can eat. He is coeliac.",
        "We were told the waiting list is two years and that was it.",
        "Brilliant morning, thank you to the two ladies on the door.",
        "Say it in plain words. Too many letters: EP, SALT, OT.",
        "More toys for older children. Mine is 13 and was bored.",
        "I liked drawing. I want to come again.",
        "Tell us what changed since last time. We said the same things in spring.",
        "Parking.",
        "You listened. That does not happen often.",
        "It was ok",
    ],
    "bn": [
        "অনুষ্ঠানটি ভালো ছিল, কিন্তু বাংলায় কথা বলার মতো কেউ ছিল না।",
        "আমার ছেলে খুব খুশি হয়েছে। ধন্যবাদ।",
        "স্কুলের পরে হলে আমরা আসতে পারি।",
        "কাগজপত্র বাংলায় দিলে ভালো হয়।",
    ],
    "ar": [
        "كان اللقاء مفيدًا، لكننا نحتاج إلى مترجم.",
        "شكرًا لكم، شعرت أن أحدًا يسمعني.",
        "نرجو أن تكون الجلسات في عطلة نهاية الأسبوع.",
    ],
    "fr": [
        "Très bon accueil, mais la salle était trop bruyante pour ma fille.",
        "Il faudrait plus de temps pour poser des questions.",
    ],
    "es": ["Me gustó mucho. Ojalá hubiera más talleres por la tarde."],
    "pt": ["Foi muito útil, mas falta informação em português."],
    "zh-Hans": ["活动很好，希望下次有中文资料。"],
    "so": ["Waan ka helay, laakiin waxaan u baahanahay turjumaan."],
    "tr": ["Çok faydalıydı, teşekkür ederim."],
}

ANNUAL_REVIEW = {
    "en": [
        "Send the reports more than a day before the meeting.",
        "They asked my son what he wants and wrote it down in his own words. Thank you.",
        "The therapist was not there, so nothing could be decided about therapy.",
        "I was listened to but I do not know what happens next.",
        "Shorter meetings. Two hours is too long for a teenager.",
        "Nothing. It was the best review so far.",
        "Talk about college earlier. We only have one year left.",
        "Too many people around the table. I felt small.",
    ],
    "bn": ["সভার আগে কাগজগুলো বাংলায় দরকার।"],
    "ar": ["أحتاج إلى وقت أطول لفهم القرار."],
    "es": ["Expliquen las decisiones con palabras sencillas."],
    "pt": ["Gostei que perguntaram ao meu filho."],
}

LOCAL_OFFER = {
    "en": [
        "I could not find anything about short breaks.",
        "Half the links go to pages that are gone.",
        "The search gives me things for other boroughs.",
        "Good list of clubs. Please say which ones have a changing place.",
        "What help is there while we wait? I could not find it.",
        "Dates. I never know if a page is from this year.",
        "Easy to use on my phone, I liked the pictures.",
        "More for 16 to 25. It all seems to be for little ones.",
        "Who do I call? There is no phone number on most pages.",
        "Everything about health is a link to somewhere else.",
        "A page on benefits and money would help.",
        "All fine for me.",
    ],
    "bn": ["বাংলায় কোনো পাতা খুঁজে পাইনি।", "ফোন নম্বর দরকার।"],
    "ar": ["لا توجد صفحات باللغة العربية."],
    "fr": ["Il manque des informations sur les transports scolaires."],
    "es": ["No encontré nada sobre actividades en vacaciones."],
    "zh-Hans": ["找不到关于等待评估期间的帮助。"],
}

INTERPRETER = {
    "en": ["The interpreter was kind and did not hurry me."],
    "bn": ["দোভাষী দেরিতে এসেছিলেন।", "আমার মেয়েকে অনুবাদ করতে হয়েছে।"],
    "ar": ["المترجم عبر الهاتف لم يكن واضحًا."],
    "so": ["Turjumaanku aad buu u fiicnaa."],
    "fr": ["J'ai attendu trois semaines pour un interprète."],
}

AP_EXPERIENCE = {"en": ["I like the small groups. The bus is too long."]}

COMMENTS: dict[str, dict[str, list[str]]] = {
    "post_session": POST_SESSION,
    "annual_review": ANNUAL_REVIEW,
    "local_offer": LOCAL_OFFER,
    "interpreter": INTERPRETER,
    "ap_experience": AP_EXPERIENCE,
    "feeling_heard": {},
    "forum_valued": {},
}
