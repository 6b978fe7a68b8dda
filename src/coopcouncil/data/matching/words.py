"""The words of organisations' names: legal endings, short forms, and words that say "this is no person".

Short forms are those seen in many councils' ledgers. They are read the same way on both sides of a comparison, so a
reading that is odd but steady ("st" as "saint" in "Main St") does no harm.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Several words that stand for one, as patterns; the first that fits a folded name is taken.
PHRASES: tuple[tuple[str, str], ...] = (
    ("public limited company|public ltd company|public limited co|p l c", "plc"),
    ("limited liability partnership|l l p", "llp"),
    ("community interest company|community interest co|c i c", "cic"),
    ("charitable incorporated organisation|c i o", "cio"),
    ("company limited by guarantee", "limited"),
    ("co operatives|co ops|coops|cooperatives", "cooperative"),
    ("co operative|co op|coop", "cooperative"),
    ("co operation", "cooperation"),
    ("united kingdom|u k", "uk"),
    ("nhs f ?t|nhsft|nhs f(?:ound|dn)? (?:trust|tr|trst)|nhs foundation (?:tr|trst|t)", "nhs foundation trust"),
    ("nhst|nhs (?:tr|trst)", "nhs trust"),
    ("^l ?b(?: of)?|^lbc(?: of)?|london boro(?: of)?", "london borough of"),
    ("clinical commissioning group|clinical commissioning grp", "ccg"),
    ("parochial church council", "pcc"),
    ("young mens christian association|young mens christian assoc", "ymca"),
    ("young womens christian association|young womens christian assoc", "ywca"),
    ("young farmers clubs?", "yfc"),
    ("citizens? advice bureaux?|citizens? advice", "citizensadvice"),
)

# One word to the word it stands for.
SHORT_FORMS: dict[str, str] = {
    short: full
    for full, shorts in {
        "limited": "ltd lmtd limted limitd limite limited1 cyf cyfyngedig lted",
        "company": "co coy cmpny",
        "plc": "ccc",
        "association": "assoc assn assoctn associatn asociation",
        "society": "soc",
        "saint": "st saints sts",
        "doctor": "dr doctors drs",
        "road": "rd",
        "street": "str",
        "avenue": "ave",
        "group": "grp gp",
        "services": "service svc svcs serv servs srvs",
        "trust": "tst",
        "hospital": "hosp hospitals hosps",
        "university": "univ uni",
        "school": "sch schl schools",
        "college": "coll",
        "management": "mgmt mgt mngmt mangement",
        "international": "intl internat",
        "department": "dept",
        "community": "comm communities",
        "centre": "ctr cntr center centres cent",
        "brothers": "bros",
        "engineering": "eng engrg engineers engineer",
        "institute": "inst",
        "national": "natl nat",
        "great": "gt",
        "house": "hse",
        "district": "dist distr",
        "partnership": "pship partnershp",
        "partners": "ptnrs partner ptners",
        "committee": "cttee ctte",
        "council": "cncl",
        "corporation": "corp",
        "incorporated": "inc",
        "government": "govt",
        "development": "dev devt developments",
        "construction": "constr const",
        "technology": "tech technologies",
        "solutions": "solns solution",
        "systems": "sys system",
        "equipment": "equip eqpt",
        "environmental": "env environ",
        "consultants": "consult consultancy consulting consultant",
        "properties": "props property",
        "manufacturing": "mfg manuf",
        "transport": "transp trnsprt",
        "housing": "hsg",
        "building": "bldg",
        "builders": "bldrs",
        "contractors": "contrs contractor",
        "church": "ch",
        "primary": "prim",
        "academy": "acad",
        "foundation": "fdn fndn",
        "training": "trg",
        "medical": "med",
        "surgery": "surg",
        "womens": "women woman womans",
        "mens": "men",
        "childrens": "children childs",
        "homes": "home",
        "schemes": "scheme",
        "birmingham": "bham",
        "bedfordshire": "beds",
        "berkshire": "berks",
        "buckinghamshire": "bucks",
        "cambridgeshire": "cambs",
        "derbyshire": "derbys",
        "gloucestershire": "glos gloucs",
        "hampshire": "hants",
        "hertfordshire": "herts",
        "lancashire": "lancs",
        "leicestershire": "leics",
        "lincolnshire": "lincs",
        "middlesex": "middx",
        "northamptonshire": "northants",
        "nottinghamshire": "notts",
        "oxfordshire": "oxon",
        "shropshire": "salop shrops",
        "staffordshire": "staffs",
        "warwickshire": "warks",
        "wiltshire": "wilts",
        "worcestershire": "worcs",
        "yorkshire": "yorks",
    }.items()
    for short in shorts.split()
}

# Legal endings, told apart from the name proper. Words of one group agree with each other.
LEGAL_WORDS: dict[str, str] = {
    "limited": "limited",
    "plc": "plc",
    "llp": "llp",
    "lp": "lp",
    "cic": "cic",
    "cio": "cio",
    "incorporated": "overseas",
    "corporation": "overseas",
    "gmbh": "overseas",
    "bv": "overseas",
    "sarl": "overseas",
    "llc": "overseas",
    "ag": "overseas",
    "unlimited": "unlimited",
}

# Words that carry nothing of a name.
EMPTY_WORDS = frozenset({"the", "and", "t", "y"})

# Words that a person's name does not hold: one of them makes a name an organisation's.
ORGANISATION_WORDS = frozenset(
    {*LEGAL_WORDS, *(full for full in SHORT_FORMS.values() if full not in {"saint", "doctor", "great", "mens"})}
    | _words(
        """
        academic accountants action activities adventure advice advisory advocacy aerospace agency agri aid air
        alarms alliance allotment amenity animal apartments architects archive art arts asbestos assessments
        assets associates athletic authority auto automotive aviation bakery band bank baptist bar
        barristers bathrooms board books bookshop boxing brewery bridge broadband broadcasting bros bus
        business cabs cafe campaign camping capital car care careers cargo carpets cars cash catering ccg
        cemetery chambers charitable charity chauffeur chemicals chemist childcare childminding choir
        christian cinema citizensadvice city civic cleaning clinic clinical clothing club coaches coaching
        coal commercial commission commissioner communications computer computers computing concern concrete
        conference congregation connect conservation conservative control cooperation cooperative county
        courier creative credit cricket crime cycle cycles cycling dairies dairy dance data day deaf decor
        decorating decorators defence delivery demolition dental design designs diesel digital diocese
        direct direction disability distribution domestic drainage driving earth education educational
        electric electrical electricians electronics emergency employment energy england enterprise
        enterprises entertainment entertainments equestrian estate estates europe european event events
        exchange executive exhibitions express fabrications farm farmers farms federation fellowship fencing
        festival field film films finance financial fire fireworks first fishing fitness flooring florist
        food foods football forum foster fostering freight friends fuel fuels fund funeral furnishings
        furniture future futures gallery games garage garden gardens gas glass glazing global golf grab
        graphics green ground grounds groundworks guides guild guttering gym hair hall harbour hardware
        haulage health healthcare heating help heritage hire hmrc holdings holiday holidays holistic home
        homecare homes horticultural hospice hostel hotel hotels ice image imaging improvement independent
        individual industrial industries industry infant infants information initiative inn innovation
        innovations insolvency inspection insurance interiors investment investments ironmongers it joinery
        journeys junior justice karate kennels kindergarten kitchen kitchens laboratories laboratory land
        landscape landscapes landscaping language laundry law lawn learning leasing legal leisure lettings
        library life lift lifts lighting limousine link links live living local locksmiths lodge logistics
        london lone machinery magazine maintenance marine marketing markets marquees masonry material
        materials meals media mediation memorial metals methodist mill minibus minibuses ministry mobile
        mobility mosque motor motors museum music mutual network newsagents newspapers nhs nurseries nursery
        nursing office officer online opera operatic optical opticians optometry orchestra organic
        organisation outdoor outreach packaging paints parish park parking parks parts party paving pcc
        performance pest pharmacy photographic photography physiotherapy pictures place plan planning plant
        plants plastering plastics play playgroup plumbing police pools post power practice practices pre
        prep preschool press print printers printing prison private probation production productions
        products professional programme project projects promotions protection provident psychology pub
        public publications publishing pumps quality quarry racing radio rail railway railways recovery
        recruitment recycling refrigeration refuge regeneration region regional removals rentals repairs
        rescue research residential residents resource resources restaurant retail rider riding roofing
        rotary royal rugby safety sail sailing sales salon sanctuary savings scaffold scaffolding science
        scientific scout scouts security senior shop shopping shops signs site skills skip skips social
        software solicitors sound specialist specialists sport sports stadium staffing stage station
        stationery storage store stores strategy studio studios supplies supply support survey surveying
        surveyors surveys sustainable swimming talk tannery taxi taxis teaching team telecom telecoms
        telephone tenants tennis test textiles theatre theatres therapy ticket tiles tiling timber tool
        tools tourism tours towing town toys trade traders trading traffic trains translation travel
        treatment tree trees tuition tutors tv tyre tyres union unit united utilities van vans vehicle
        vehicles ventilation venture ventures veterinary vets video village villages vision voice voluntary
        volunteer volunteers wales walking warehouse waste water web wedding welding welfare wholesale
        wildlife windows wine wines wood woodland works workshop workshops world yacht yfc ymca youth ywca
        zoo
        """
    )
)

# Words that tell the kind of a body, in groups: of one body now one word of a group is printed, now another.
KIND_GROUPS = tuple(
    map(
        _words,
        (
            "surgery surgeries practice medical medicine centre health healthcare clinic group doctors doctor family "
            "gp",
            "nhs trust foundation hospital hospitals university teaching healthcare health care of services",
            "council borough district metropolitan county city london royal of unitary authority town parish",
            "school schools primary academy junior infant infants college high secondary nursery preschool of",
            "association society trust charity foundation organisation group project projects club centre of for",
            "services service solutions group holdings uk gb international company europe business systems england",
        ),
    )
)
KIND_WORDS = frozenset().union(*KIND_GROUPS)

# Words that make another body of a name: a hospital's charitable fund is not the hospital.
OTHER_BODY_WORDS = _words(
    """fund funds charity charitable endowment endowments friends students alumni staff band club benevolent pension
    pensions appeal guild scout scouts guides association society foundation trustees school academy council
    union league memorial holdings property supporters parents cricket football rugby social welfare branch
    institute museum library college church"""
)

TITLES = _words("mr mrs ms miss mx master sir dame lord lady rev revd reverend prof professor dr doctor")

# Common given names in Britain, in the many tongues spoken here: with a surname alone they suggest a person.
GIVEN_NAMES = _words(
    """aaron abdul abigail adam adrian agnes ahmed aisha alan albert alex alexander alexandra ali alice alison amanda
    amina amir amy andrea andrew angela anita ann anna anne annette anthony antonia arthur asif audrey ayesha
    barbara barry beatrice belinda ben benjamin bernadette bernard beth bethany betty beverley brenda brian
    bridget bruce bryan callum cameron carl carol caroline carole catherine cathy charlotte chloe chris
    christina christine christopher claire clare clive colin connor craig cynthia daisy daniel danielle daphne
    darren dave david dawn dean deborah debbie denis denise dennis derek diana diane donald donna doreen dorothy
    douglas duncan edith edward eileen elaine eleanor elizabeth ella ellen emily emma eric erica esther eva
    evelyn faisal farah fatima fiona florence frances francis frank fred frederick gail gareth gary gemma geoff
    geoffrey george georgina gerald gerard gillian gina gladys glen glenn gloria gordon grace graham grant greg
    gregory gwen hannah harold harriet harry hassan hayley hazel heather heidi helen helena henry hilary holly
    howard hugh ian imran irene isabel isabella ivan jack jacqueline jade jake james jamie jan jane janet janice
    jasmine jason jayne jean jeanette jeff jeffrey jennifer jenny jeremy jessica jill jim joan joanna joanne joe
    john jonathan jordan joseph josephine joshua joy joyce juan judith julia julian julie june justin karen karl
    kate katherine kathleen kathryn katie kayleigh keith kelly ken kenneth kerry kevin khalid kim kirsty kirsten
    kyle laura lauren lawrence leanne lee leigh leo leonard lesley leslie liam lily linda lindsay lisa lorna
    lorraine louis louise lucy luke lydia lynn lynne malcolm mandy marc margaret maria marian marie marilyn
    marion mark martin mary matthew maureen maurice max megan melanie melissa mia michael michele michelle
    miguel mike mohammad mohammed molly monica muhammad nadia nancy naomi natalie natasha neil nicholas nick
    nicola nicole nigel noah nora norma norman oliver olivia omar owen pamela patricia patrick paul paula
    pauline penelope penny peter philip philippa phillip phyllis polly priya rachael rachel raj ralph raymond
    rebecca rhys richard rita robert robin roger roland ronald rosa rose rosemary rosie ross roy ruby russell
    ruth ryan sally sam samantha samuel sandra sarah scott sean shane sharon shaun sheila shirley sian simon
    sophia sophie stacey stanley stella stephanie stephen steve steven stewart stuart sue susan suzanne sylvia
    tamara tanya tara teresa terence terry theresa thomas tim timothy tina toby tom tony tracey tracy trevor
    ursula valerie vanessa vera veronica victor victoria vincent violet vivien walter wayne wendy wilfred will
    william winifred yasmin yusuf yvonne zainab zoe"""
)
