"""Small whole inputs of every paper. The forms and the sheet are cut short; their labels are the decision's."""

from datetime import date, datetime
from decimal import Decimal

from ocop.papers.advisory_report import AdvisoryReport, Finding
from ocop.papers.certificate import Certificate
from ocop.papers.commune_report import CommuneReport, proposal_sentence
from ocop.papers.decision import Decision, recognition_articles
from ocop.papers.leader_report import LeaderReport
from ocop.papers.letters import Letter, ResultNotice
from ocop.papers.minutes import Attendee, MemberTotal, Minutes, ProductResult, Quorum
from ocop.papers.parts import Heading, ProductRow, Section, Signer
from ocop.papers.registration import Receipt, Registration
from ocop.papers.scoring_sheet import ScoringSheetPaper
from ocop.papers.self_report import EvidenceItem, SelfReport, SelfScore
from ocop.papers.sheet import sheet_from_law

PRODUCT = "Kẹo dừa <b>sáp</b> & {{ gừng }}"
PRODUCER = "Hợp tác xã Nông nghiệp Tân Phú"
ADDRESS = "Ấp Tân Bắc, xã Tân Phú, tỉnh Vĩnh Long"
BASIS = ("Căn cứ Quyết định số 26/2026/QĐ-TTg ngày 22 tháng 5 năm 2026 của Thủ tướng Chính phủ;",)

SHEET_LAW = {
    "name": "Đồ ăn nhanh",
    "number": 5,
    "sector": {"text": "(Sản phẩm: Thực phẩm. Nhóm: Thực phẩm chế biến)"},
    "rejection_text": "Hồ sơ bị loại khi: Giả mạo hồ sơ",
    "star_note": "Dấu sao là yêu cầu tối thiểu phải đạt theo các cấp độ sao",
    "parts": [
        {
            "code": "A",
            "name": "Sản phẩm và sức mạnh của cộng đồng",
            "max": 6,
            "sections": [
                {
                    "code": "1",
                    "name": "Tổ chức sản xuất",
                    "max": 6,
                    "criteria": [
                        {
                            "code": "1.1",
                            "name": "Nguồn nguyên liệu",
                            "max": 3,
                            "note": "Tính theo khối lượng",
                            "options": [
                                {"id": "1.1-a", "points": 1, "label": "Có tỷ lệ dưới 50%"},
                                {"id": "1.1-b", "points": 2, "min_stars": 3, "label": "Từ 50% đến dưới 75%"},
                                {"id": "1.1-c", "points": 3, "label": "Từ 75% đến 100%"},
                            ],
                        },
                        {
                            "code": "1.2",
                            "name": "Gia tăng giá trị",
                            "max": 3,
                            "gate": {"effect": "reject", "text": "Bị loại nếu giống hệt sản phẩm khác"},
                            "options": [{"id": "1.2-a", "points": 3, "label": "Chế biến sâu"}],
                        },
                    ],
                }
            ],
        },
        {
            "code": "B",
            "name": "Khả năng tiếp thị",
            "max": 5,
            "sections": [
                {
                    "code": "7",
                    "name": "Tính độc đáo",
                    "max": 5,
                    "criteria": [
                        {
                            "code": "7",
                            "name": "Tính độc đáo",
                            "max": 5,
                            "remarks": ["Có nét riêng"],
                            "cases": [{"case": 1, "name": "Do cộng đồng cung cấp"}],
                            "options": [{"id": "7-a", "points": 2.5, "case": 1, "label": "Độc đáo"}],
                        }
                    ],
                }
            ],
        },
    ],
}

FORM_01 = {
    "code": "01",
    "name": "Phiếu đăng ký đánh giá, phân hạng sản phẩm OCOP",
    "fields": [
        {"id": "province", "label": "của tỉnh", "type": "text"},
        {
            "id": "applicant",
            "label": "1. Thông tin về đơn vị đăng ký",
            "type": "group",
            "fields": [
                {"id": "name", "label": "Tên đơn vị", "type": "text"},
                {"id": "phone", "label": "Điện thoại", "type": "phone"},
                {"id": "email", "label": "Email", "type": "email"},
            ],
        },
        {"id": "product_name", "label": "2. Tên sản phẩm", "type": "text", "footnote": "Theo Phụ lục I."},
        {
            "id": "round_kind",
            "label": "4. Lần đăng ký đánh giá",
            "type": "choice",
            "choices": [{"id": "first", "label": "Lần đầu"}, {"id": "upgrade", "label": "Nâng hạng"}],
        },
        {"id": "report", "label": "Báo cáo đánh giá (bản gốc)", "type": "file"},
        {"id": "pledge", "label": "Cam đoan là đúng sự thật.", "type": "tick", "printed_as": "sentence without a box"},
        {"id": "signature", "label": "Đại diện", "type": "signature", "hint": "Ký, đóng dấu, ghi rõ họ tên"},
    ],
    "office_part": {
        "title": "Phần dành cho cơ quan quản lý",
        "blocks": [
            {"id": "commune", "title": "Dành cho Ủy ban nhân dân cấp xã"},
            {"id": "province", "title": "Dành cho cơ quan quản lý OCOP cấp tỉnh"},
        ],
        "fields_each": [
            {"id": "receipt_number", "label": "Phiếu số", "pattern": "……/PĐK"},
            {"id": "received_on", "label": "Ngày nhận"},
            {"id": "received_by", "label": "Người tiếp nhận"},
            {"id": "receiver_signature", "label": "Chữ ký"},
            {"id": "receiving_office", "label": "Cơ quan tiếp nhận", "hint": "Ký, đóng dấu và ghi rõ họ tên"},
        ],
    },
}

FORM_02 = {
    "code": "02",
    "name": "Báo cáo tự đánh giá về sản phẩm",
    "subtitle": "(Dành cho chủ thể có sản phẩm đăng ký)",
    "parts": [
        {
            "code": "I",
            "title": "Thông tin chung",
            "fields": [
                {"id": "name", "label": "1. Tên chủ thể", "type": "text"},
                {"id": "founded_on", "label": "6. Ngày thành lập", "type": "date"},
                {
                    "id": "ticks",
                    "label": "Đánh dấu (√) vào mục tương ứng",
                    "type": "group",
                    "fields": [
                        {"id": "registered", "label": "a) Giấy đăng ký kinh doanh", "type": "tick"},
                        {"id": "other", "label": "Khác (ghi rõ)", "type": "tick", "with_text": True},
                    ],
                },
            ],
        },
        {
            "code": "III",
            "title": "Đánh giá kết quả",
            "fields": [{"id": "self_score", "label": "Căn cứ vào Bộ tiêu chí", "type": "score_sheet"}],
        },
        {
            "code": "IV",
            "title": "Kế hoạch sản xuất, kinh doanh",
            "fields": [
                {"id": "plan", "label": "Trình bày kế hoạch.", "type": "long_text", "instruction": "Ba năm tới"}
            ],
        },
    ],
    "signature": {"label": "Đại diện theo pháp luật của cơ sở", "hint": "Ký, họ tên, đóng dấu"},
}

EVIDENCE_KINDS = (
    {"code": "e01", "label": "Giấy đăng ký kinh doanh"},
    {"code": "e02", "label": "Giấy chứng nhận cơ sở đủ điều kiện sản xuất"},
)

FORM_03 = {
    "code": "03",
    "name": "Báo cáo đánh giá một số nội dung của hồ sơ",
    "parts": [
        {
            "code": "II",
            "title": "Đánh giá một số nội dung",
            "fields": [{"id": "local_material", "label": "1. Về sử dụng nguyên liệu địa phương", "type": "long_text"}],
        }
    ],
}

HEADING = Heading(
    body="Ủy ban nhân dân xã Tân Phú",
    parent="Ủy ban nhân dân tỉnh Vĩnh Long",
    number="45",
    symbol="BC-UBND",
    place="Tân Phú",
    day=date(2026, 2, 5),
)
SIGNER = Signer(("TM. Ủy ban nhân dân", "Chủ tịch"), "Lê Văn Hòa")
ROW = ProductRow(PRODUCT, PRODUCER, ADDRESS, "86-29017-12-2026", mean=Decimal("89.996"), stars=4)


def sheet():
    return sheet_from_law(SHEET_LAW, decision="26/2026/QĐ-TTg")


def registration(**changes):
    values = {
        "form": FORM_01,
        "answers": {
            "applicant": {"name": PRODUCER, "phone": "0912 345 678", "email": "mai@example.vn"},
            "product_name": PRODUCT,
            "round_kind": "first",
        },
        "region": "tỉnh Vĩnh Long",
        "year": 2026,
        "place": "Tân Phú",
        "day": date(2026, 6, 2),
        "signer_name": "Nguyễn Thị Mai",
        "receipts": {"commune": Receipt("01/PĐK-86-29017-2026", date(2026, 6, 3), "Trần Thị Lan")},
    }
    return Registration(**values | changes)


def self_report(**changes):
    values = {
        "form": FORM_02,
        "answers": {"name": PRODUCER, "founded_on": "2019-03-05", "ticks": {"registered": True, "other": "Bằng khen"}},
        "sheet": sheet(),
        "scores": (SelfScore("1.1", "1.1-b", None, "Mua của 112 hộ.", ("MC-01",)), SelfScore("7", "7-a")),
        "evidence": (EvidenceItem("e01", "Giấy đăng ký hợp tác xã", "MC-01", "số 5407", ("1.1",)),),
        "evidence_kinds": EVIDENCE_KINDS,
        "product": PRODUCT,
        "producer": PRODUCER,
    }
    return SelfReport(**values | changes)


def commune_report(**changes):
    proposal = proposal_sentence(commune="xã Tân Phú", province="tỉnh Vĩnh Long", product=PRODUCT, entity=PRODUCER)
    answers = {"local_material": "Dừa trồng tại xã.\nTỷ lệ 82%."}
    values = {"form": FORM_03, "answers": answers, "heading": HEADING, "signer": SIGNER, "proposal": proposal}
    return CommuneReport(**values | changes)


def scoring_sheet(**changes):
    values = {
        "sheet": sheet(),
        "product": PRODUCT,
        "product_code": "86-29017-12-2026",
        "producer": PRODUCER,
        "phone": "0912 345 678",
        "address": ADDRESS,
        "choices": {"1.1": "1.1-b", "7": "7-a"},
        "opinion": "Bao bì đẹp.",
        "scorer": "Phạm Minh Tâm",
        "day": date(2026, 7, 1),
    }
    return ScoringSheetPaper(**values | changes)


def product_result(**changes):
    values = {
        "name": PRODUCT,
        "producer": PRODUCER,
        "totals": (
            MemberTotal("Phạm Minh Tâm", Decimal("76.5"), (Decimal(30), Decimal(20), Decimal("26.5"))),
            MemberTotal("Đỗ Thị Hồng Nhung", note="Không chấm: có quan hệ gia đình với chủ thể"),
        ),
        "mean": Decimal("76.5"),
        "spread": Decimal(0),
        "spread_limit": Decimal(10),
        "gates_missed": ("1.5 Bảo vệ môi trường",),
        "stars": 3,
        "discussion": "Bổ sung mã truy xuất.",
    }
    return ProductResult(**values | changes)


def minutes(**changes):
    values = {
        "heading": HEADING,
        "products": (product_result(),),
        "chair": Signer(("Chủ tịch Hội đồng",), "Nguyễn Văn Sơn"),
        "secretary": Signer(("Thư ký",), "Nguyễn Hoàng Uyên"),
        "basis": BASIS,
        "starts_at": datetime(2026, 7, 1, 8, 0),  # noqa: DTZ001
        "ends_at": datetime(2026, 7, 1, 17, 15),  # noqa: DTZ001
        "venue": "Hội trường Sở",
        "present": (Attendee("Phạm Minh Tâm", "Sở Công Thương", "Ủy viên"),),
        "absent": (Attendee("Võ Thành Trung", "Sở Y tế", reason="Đi công tác"),),
        "excluded": (Attendee("Đỗ Thị Hồng Nhung", "Chuyên gia", reason="Có quan hệ gia đình", product=PRODUCT),),
        "quorum": Quorum(1, 3, 1, True, "Điều 6 Quy chế"),
        "conclusion": ("Đề xuất công nhận.",),
        "members_sign": True,
    }
    return Minutes(**values | changes)


def leader_report(**changes):
    values = {
        "heading": HEADING,
        "signer": SIGNER,
        "products": (ROW, ProductRow("Mắm ruốc", PRODUCER)),
        "receivers_above": ("Chủ tịch Ủy ban nhân dân tỉnh",),
        "basis": BASIS,
        "process": (Section("Quá trình tổ chức", ("Đã tiếp nhận 02 hồ sơ.",)),),
        "proposals": ("Kính trình xem xét, quyết định.",),
        "receivers": ("Như trên", "Lưu: VT"),
    }
    return LeaderReport(**values | changes)


def advisory_report(**changes):
    finding = Finding(PRODUCT, PRODUCER, dossier="Đủ thành phần", suggested_total=Decimal("74.5"), suggested_stars=4)
    members = (Attendee("Võ Thành Trung", "Sở Y tế", "Tổ trưởng"),)
    values = {"heading": HEADING, "findings": (finding,), "signer": SIGNER, "members": members}
    return AdvisoryReport(**values | changes)


def decision(**changes):
    values = {
        "heading": HEADING,
        "authority": "Chủ tịch Ủy ban nhân dân tỉnh Vĩnh Long",
        "about": "Công nhận kết quả",
        "basis": (*BASIS, "Theo đề nghị của Giám đốc Sở"),
        "articles": recognition_articles(
            count=1,
            region="tỉnh Vĩnh Long",
            stars_text="đạt 4 sao",
            months=36,
            holders="Chủ thể",
            implementers="Chánh Văn phòng",
        ),
        "signer": SIGNER,
        "products": (ROW,),
        "receivers": ("Như Điều 3", "Lưu: VT"),
    }
    return Decision(**values | changes)


def letter(**changes):
    values = {
        "heading": HEADING,
        "about": "đề nghị đánh giá, phân hạng sản phẩm OCOP",
        "receivers_above": ("Ủy ban nhân dân tỉnh", "Sở Nông nghiệp và Môi trường"),
        "paragraphs": ("Đề nghị xem xét.",),
        "signer": SIGNER,
        "products": (ROW,),
        "enclosures": ("Hồ sơ sản phẩm",),
    }
    return Letter(**values | changes)


def result_notice(**changes):
    values = {
        "heading": HEADING,
        "signer": SIGNER,
        "receivers_above": (PRODUCER,),
        "products": (ROW,),
        "decision": "Quyết định số 1527/QĐ-UBND",
        "valid_until": date(2029, 7, 5),
        "remarks": ("Bổ sung mã truy xuất",),
    }
    return ResultNotice(**values | changes)


def certificate(**changes):
    values = {
        "number": "OCOP-86-2026-00412",
        "product": PRODUCT,
        "producer": PRODUCER,
        "address": ADDRESS,
        "stars": 4,
        "authority": "Ủy ban nhân dân tỉnh Vĩnh Long",
        "decision_number": "1527/QĐ-UBND",
        "decided_on": date(2026, 7, 5),
        "decided_by": "Chủ tịch Ủy ban nhân dân tỉnh Vĩnh Long",
        "issued_on": date(2026, 7, 5),
        "valid_until": date(2029, 7, 5),
        "place": "Vĩnh Long",
        "signer_lines": ("KT. Chủ tịch", "Phó Chủ tịch"),
        "signer_name": "Nguyễn Thị Bích Phượng",
        "url": "https://ocop.example.vn/chung-nhan/XK7Q",
    }
    return Certificate(**values | changes)
