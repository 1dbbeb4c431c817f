"""Official papers, drawn from plain frozen dataclasses: no database, no other app but core.

Every function takes one dataclass and gives bytes; the same input gives the same bytes. `demo=True` marks every page
«BẢN MÔ PHỎNG – DỮ LIỆU TRÌNH DIỄN», `draft=True` «DỰ THẢO». Text is data, never markup. Empty values leave dots to
fill in by hand. What varies by regime (labels, criteria, legal basis, months) comes in as data.

DOCX, laid out after Nghị định 30/2020/NĐ-CP, Phụ lục I:

- `registration.render(Registration)`: Phiếu đăng ký (Mẫu số 01), with `Receipt` for each office.
- `self_report.render(SelfReport)`: Báo cáo tự đánh giá (Mẫu số 02), with `SelfScore` and `EvidenceItem`.
- `commune_report.render(CommuneReport)`: Báo cáo của UBND cấp xã (Mẫu số 03); `proposal_sentence(…)`.
- `scoring_sheet.render(ScoringSheetPaper)`: Phiếu đánh giá (Phụ lục II), filled in or blank.
- `minutes.render(Minutes)`: Biên bản họp Hội đồng, with `Attendee`, `Quorum`, `ProductResult`, `MemberTotal`.
- `leader_report.render(LeaderReport)`: Tờ trình, báo cáo kết quả.
- `advisory_report.render(AdvisoryReport)`: Báo cáo của Tổ tư vấn, with `Finding`.
- `decision.render(Decision)`: Quyết định, with `Article` and a list; `recognition_articles(…)`.
- `letters.render(Letter)`: Công văn; `letters.commune_request(…)` and `letters.ministry_request(…)` make the Letter.
- `letters.render_notice(ResultNotice)`: Thông báo kết quả.

Shared inputs: `parts.Heading`, `parts.Signer`, `parts.ProductRow`, `parts.Section`; `sheet.sheet_from_law(data)` makes
the `Sheet` of criteria out of a file of `law/`.

PDF/A-2b and pictures:

- `certificate.render(Certificate)`: Giấy chứng nhận.
- `qr.qr_svg(text)`, `qr.qr_png(text)`.
"""
