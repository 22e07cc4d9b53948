"""Applications after ST.96, made up."""

from __future__ import annotations

from zhihang.sources.wipo_st96.rights import SOURCE

NUMBER = (
    "<ApplicationNumber><IPOfficeCode>US</IPOfficeCode><ApplicationNumberText>87000001</ApplicationNumberText>"
    "</ApplicationNumber>"
)
NAME = "<Contact><Name><{0}>{1}</{0}></Name></Contact>"


def trademark(inside: str) -> bytes:
    return (
        "<TrademarkApplication xmlns='urn:st96' xmlns:c='urn:c' c:st96Version='V1'><TrademarkBag>"
        f"<Trademark>{inside}</Trademark></TrademarkBag></TrademarkApplication>"
    ).encode()


def test_a_trademark(outcomes_of):
    inside = (
        NUMBER
        + "<RegistrationNumber>5000001</RegistrationNumber><MarkCurrentStatusCode>REGISTERED</MarkCurrentStatusCode>"
        + "<MarkRepresentation><MarkReproduction><WordMarkSpecification><MarkVerbalElementText>LUMO"
        + "</MarkVerbalElementText></WordMarkSpecification></MarkReproduction></MarkRepresentation>"
        + "<GoodsServicesBag><GoodsServices><ClassDescriptionBag><ClassDescription><ClassNumber>009</ClassNumber>"
        + "<GoodsServicesDescriptionText xmlns:c='urn:c' c:languageCode='en'>Cables</GoodsServicesDescriptionText>"
        + "</ClassDescription></ClassDescriptionBag></GoodsServices></GoodsServicesBag>"
        + f"<ApplicantBag><Applicant>{NAME.format('EntityName', 'Acme')}</Applicant></ApplicantBag>"
        + "<MarkEventBag><MarkEvent><MarkEventDate>2017-03-28</MarkEventDate><NationalMarkEvent><MarkEventCode>R"
        + "</MarkEventCode></NationalMarkEvent></MarkEvent></MarkEventBag>"
    )
    (record,) = outcomes_of(SOURCE, trademark(inside))
    assert (record.id, record.registration_number, record.status.value) == ("US-TM-87000001", "5000001", "active")
    assert (record.mark.text, record.mark.type) == ("LUMO", "word")
    assert [(each.class_, each.text, each.language) for each in record.goods_services] == [("9", "Cables", "en")]
    assert [each.name for each in record.applicants] == ["Acme"]
    assert [(each.code, each.date) for each in record.events] == [("R", "2017-03-28")]
    assert record.application_number == "US87000001"


def test_the_history_of_an_american_mark_is_written_as_in_the_files_of_that_register(outcomes_of):
    entry = (
        "<MarkEventBag><MarkEvent><MarkEventDate>2016-08-27</MarkEventDate><NationalMarkEvent><MarkEventCode>GNRTF"
        "</MarkEventCode><MarkEventEntryNumber>6</MarkEventEntryNumber></NationalMarkEvent></MarkEvent></MarkEventBag>"
    )
    (record,) = outcomes_of(SOURCE, trademark(NUMBER + entry))
    assert [(each.code, each.detail) for each in record.events] == [("GNRT", {"type": "F", "number": "6"})]
    (record,) = outcomes_of(SOURCE, trademark(NUMBER.replace("US", "AU") + entry))
    assert [(each.code, each.detail) for each in record.events] == [("GNRTF", {"entry": "6"})]


def test_a_design_whose_office_is_unknown_is_told_and_kept(outcomes_of):
    names = "<FirstName>Ann</FirstName><LastName>Doe</LastName>"
    person = f"<PersonName><PersonStructuredName>{names}</PersonStructuredName></PersonName>"
    data = (
        "<DesignApplication><ApplicationNumber><IPOfficeCode>XX</IPOfficeCode><ApplicationNumberText>35"
        "</ApplicationNumberText></ApplicationNumber><ApplicationDate>2017-08-29</ApplicationDate><DesignBag><Design>"
        "<DesignTitleText languageCode='en'>Chair</DesignTitleText><DesignClassificationBag><LocarnoClassificationBag>"
        "<LocarnoClassificationText>06-01</LocarnoClassificationText></LocarnoClassificationBag></DesignClassificationBag>"
        f"<DesignerBag><Designer><Contact><Name>{person}</Name></Contact></Designer></DesignerBag>"
        "<DesignCurrentStatusCategory>Dreaming</DesignCurrentStatusCategory></Design></DesignBag></DesignApplication>"
    )
    record, problem = outcomes_of(SOURCE, data.encode())
    assert (record.id, record.title, record.locarno) == ("XX-DS-35", {"en": "Chair"}, ("06-01",))
    assert [party.name for party in record.inventors] == ["Doe, Ann"]
    assert (record.status.value, record.status.raw) == ("unassigned", "Dreaming")
    assert problem.code == "no-office"


def test_an_indication_with_its_area_and_users(outcomes_of):
    data = (
        f"<GIApplication><AuthorizedUser>{NAME.format('EntityName', 'Atelier')}</AuthorizedUser>"
        "<GIData officeCode='FR'><ApplicationNumber><ApplicationNumberText>IG 18-002</ApplicationNumberText>"
        "</ApplicationNumber><GINameBag><GINameText languageCode='fr'>Tapis</GINameText></GINameBag>"
        "<GeographicRegionDescriptionBag><GeographicRegionDescription><GeographicRegionDescriptionText>Creuse"
        "</GeographicRegionDescriptionText></GeographicRegionDescription></GeographicRegionDescriptionBag>"
        "</GIData></GIApplication>"
    )
    (record,) = outcomes_of(SOURCE, data.encode())
    assert (record.id, record.title, record.area) == ("FR-GI-IG18002", {"fr": "Tapis"}, "Creuse")
    assert [party.name for party in record.users] == ["Atelier"]


def test_impossible_and_unknown_things_are_told_and_the_record_stays(outcomes_of):
    record, *problems = outcomes_of(SOURCE, trademark(NUMBER + "<ExpiryDate>2017-02-31</ExpiryDate><Smell/>"))
    assert record.expiry_date is None
    assert [(each.code, each.detail) for each in problems] == [
        ("date", "2017-02-31"),
        ("unread-element", "TrademarkApplication/TrademarkBag/Trademark/Smell"),
    ]


def test_a_right_without_number_gives_no_record(outcomes_of):
    found = outcomes_of(SOURCE, trademark("<RegistrationOfficeCode>US</RegistrationOfficeCode>"))
    assert [(each.code, each.fatal) for each in found] == [("no-number", True)]
