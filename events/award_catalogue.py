"""The forms of award that the program knows without a ledger: what a cluster may nominate for.

A ledger revises and extends them (`award_forms`). Forms and addressees are those of real reports;
coefficients of the base salary are those of decrees and decisions that were read. Clusters name
one unit for the flag of the province and that of the Government (records A09, A11, A12). A form
whose authority a source does not give is a form of its own, and never becomes the provincial award.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, Struct

from events.event import Code, Line, Remark

FormKind = Literal["flag", "certificate", "title", "commendation", "other"]
"""cờ thi đua; bằng khen; danh hiệu tập thể; giấy khen; khác."""
AwardLevel = Literal[
    "state", "ministry", "province", "party", "inspectorate", "bloc", "agency", "not-recorded"
]
"""Nhà nước; bộ, ngành; tỉnh, thành phố; cấp ủy; thanh tra; khối, cụm; cơ quan; không rõ."""
Percent = Annotated[int, Meta(ge=1, le=100)]
Coefficient = Decimal
Years = Annotated[int, Meta(ge=1, le=10)]

PROVINCE, CHAIR = "Ủy ban nhân dân tỉnh", "Chủ tịch Ủy ban nhân dân tỉnh"
CITY, CITY_CHAIR = "Ủy ban nhân dân thành phố", "Chủ tịch Ủy ban nhân dân thành phố"
PREMIER, HEAD_OF_AGENCY = "Thủ tướng Chính phủ", "Thủ trưởng cơ quan, đơn vị"
MINISTER, PARTY = "Bộ trưởng, Thủ trưởng ngành", "Ban Thường vụ Tỉnh ủy"
INSPECTORATE = "Tổng Thanh tra Chính phủ"


class AwardForm(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A form of award (danh hiệu thi đua, hình thức khen thưởng) and the rules that come with it.

    Attributes:
        form: Its code.
        name: What it is called, in Vietnamese.
        form_kind: Flag, certificate of merit, collective title, commendation.
        award_level: At which level it is granted.
        authority: Who decides; empty where the source does not say.
        addressed_to: To whom a nomination goes; empty where the source does not say.
        coefficient: The multiple of the base salary that comes with it; None where not known.
        threshold: The share of all members of the council that is needed; None without a ballot.
        after_form: The form that must have been granted in the years before; None for none.
        after_years: In how many consecutive years, that of the nomination being the last.
        with_form: The form that one achievement may receive as well; None for none.
    """

    form: Code
    name: Line
    form_kind: FormKind = "other"
    award_level: AwardLevel = "not-recorded"
    authority: Remark = ""
    addressed_to: Remark = ""
    coefficient: Coefficient | None = None
    threshold: Percent | None = None
    after_form: Code | None = None
    after_years: Years | None = None
    with_form: Code | None = None


def _form(
    form: str,
    name: str,
    form_kind: FormKind,
    award_level: AwardLevel,
    to: str = "",
    by: str = "",
    times: str = "",
    of_all: int | None = None,
    also: str | None = None,
) -> AwardForm:
    return AwardForm(
        form=form,
        name=name,
        form_kind=form_kind,
        award_level=award_level,
        authority=by or to,
        addressed_to=to,
        coefficient=Decimal(times) if times else None,
        threshold=of_all,
        with_form=also,
    )


_FORMS = (
    _form(
        "co-tinh", "Cờ thi đua của UBND tỉnh", "flag", "province", PROVINCE, times="8", of_all=80
    ),
    _form(
        "bk-tinh",
        "Bằng khen của Chủ tịch UBND tỉnh",
        "certificate",
        "province",
        CHAIR,
        times="3",
    ),
    _form(
        "co-chinh-phu",
        "Cờ thi đua của Chính phủ",
        "flag",
        "state",
        PREMIER,
        times="12",
        of_all=80,
        also="co-tinh",
    ),
    _form(
        "bk-thu-tuong",
        "Bằng khen của Thủ tướng Chính phủ",
        "certificate",
        "state",
        PREMIER,
        times="7",
    ),
    _form("ttldxs", "Tập thể lao động xuất sắc", "title", "province", CHAIR, times="1.5"),
    _form("ttldtt", "Tập thể lao động tiên tiến", "title", "agency", HEAD_OF_AGENCY, times="0.8"),
    _form("giay-khen", "Giấy khen", "commendation", "agency", HEAD_OF_AGENCY, times="0.6"),
    _form(
        "co-thu-tuong",
        "Cờ thi đua của Thủ tướng Chính phủ",
        "flag",
        "state",
        PREMIER,
        also="co-tinh",
    ),
    _form("co-bo", "Cờ thi đua của bộ, ngành", "flag", "ministry", MINISTER),
    _form("bk-bo", "Bằng khen của bộ, ngành", "certificate", "ministry", MINISTER),
    _form("co-thanh-pho", "Cờ thi đua của UBND thành phố", "flag", "province", CITY),
    _form(
        "bk-thanh-pho",
        "Bằng khen của Chủ tịch UBND thành phố",
        "certificate",
        "province",
        CITY_CHAIR,
    ),
    _form("co-tinh-uy", "Cờ thi đua của Tỉnh ủy", "flag", "party", PARTY),
    _form("bk-tinh-uy", "Bằng khen của Ban Thường vụ Tỉnh ủy", "certificate", "party", PARTY),
    _form(
        "co-thanh-tra", "Cờ thi đua của Thanh tra Chính phủ", "flag", "inspectorate", INSPECTORATE
    ),
    _form(
        "bk-thanh-tra",
        "Bằng khen của Tổng Thanh tra Chính phủ",
        "certificate",
        "inspectorate",
        INSPECTORATE,
    ),
    _form(
        "gk-thanh-tra",
        "Giấy khen của Chánh Thanh tra tỉnh",
        "commendation",
        "inspectorate",
        "Chánh Thanh tra tỉnh",
    ),
    _form("co-khoi-nhat", "Cờ Nhất của khối, cụm", "flag", "bloc"),
    _form("co-khoi-nhi", "Cờ Nhì của khối, cụm", "flag", "bloc"),
    _form("co-khoi-ba", "Cờ Ba của khối, cụm", "flag", "bloc"),
    _form("co-khong-ro", "Cờ thi đua (nguồn không ghi cấp tặng)", "flag", "not-recorded"),
    _form("bk-khong-ro", "Bằng khen (nguồn không ghi cấp tặng)", "certificate", "not-recorded"),
)
SHIPPED = {form.form: form for form in _FORMS}
"""Code -> form, in the order in which they are offered."""
