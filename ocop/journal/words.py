"""How the journal says an act to a person. The rows keep the act's own name, which never changes."""

_WORDS = {
    "user.sign_up": "Đăng ký tài khoản, đồng ý xử lý dữ liệu cá nhân",
    "user.invite": "Mời sử dụng hệ thống",
    "user.invite_again": "Gửi lại thư mời",
    "user.edit": "Sửa thông tin cá nhân",
    "user.deactivate": "Khóa tài khoản",
    "user.reactivate": "Mở lại tài khoản",
    "user.appoint": "Giao vai trò",
    "user.end_role": "Kết thúc vai trò",
    "user.hand_over": "Bàn giao",
    "producer.register": "Đăng ký chủ thể",
    "producer.edit": "Sửa thông tin chủ thể",
    "producer.place": "Đặt vị trí chủ thể trên bản đồ",
    "product.add": "Thêm sản phẩm",
    "product.place": "Đặt vị trí sản phẩm trên bản đồ",
    "product.edit": "Sửa thông tin sản phẩm",
    "doubtfulpair.decide": "Kết luận về cặp nghi trùng",
    "question.ask": "Đặt câu hỏi",
    "question.publish": "Đăng câu hỏi và câu trả lời",
    "question.reject": "Không đăng câu hỏi",
    "contactmessage.write": "Gửi thư về cổng",
    "contactmessage.take": "Nhận xử lý thư",
    "contactmessage.reply": "Trả lời thư",
    "contactmessage.close": "Đóng thư",
    "contactmessage.reopen": "Mở lại thư",
    "dossier.start": "Lập hồ sơ",
    "dossier.submit": "Nộp hồ sơ",
    "dossier.withdraw": "Rút hồ sơ",
    "dossier.accept": "Tiếp nhận hồ sơ",
    "dossier.send_back": "Trả lại để bổ sung",
    "dossier.refuse": "Loại hồ sơ",
    "dossier.propose": "Đề nghị cấp trên đánh giá",
    "dossier.schedule": "Xếp vào đợt đánh giá",
    "dossier.add_evidence": "Thêm minh chứng",
    "dossier.remove_evidence": "Bỏ minh chứng",
    "dossier.edit_on_behalf": "Sửa hộ chủ thể",
    "dossier.ask_amendment": "Yêu cầu bổ sung",
    "dossier.answer_request": "Trả lời yêu cầu bổ sung",
    "dossier.write_report": "Ghi báo cáo",
    "dossier.count_samples": "Ghi số mẫu sản phẩm",
    "dossier.print": "In giấy tờ",
    "dossier.begin_review": "Giao hội đồng và tổ tư vấn",
    "dossier.begin_scoring": "Chuyển hội đồng chấm điểm",
    "dossier.conclude": "Kết luận của hội đồng",
    "dossier.recognise": "Công nhận",
    "dossier.close_unrecognised": "Kết thúc, không công nhận",
    "dossier.forward": "Phê duyệt kết quả, chuyển cấp trên",
    "dossier.record_higher_result": "Ghi kết quả của cấp trên",
    "dossier.return_from_higher": "Ghi kết quả cấp trên trả về",
    "dossier.reopen": "Đánh giá lại theo thẩm quyền",
    "council.set_up": "Lập hội đồng",
    "council.add_seat": "Thêm thành viên hội đồng",
    "council.end_seat": "Thôi thành viên hội đồng",
    "council.hand_over": "Bàn giao trong hội đồng",
    "council.print": "In giấy tờ của hội đồng",
    "advisoryteam.set_up": "Lập tổ tư vấn",
    "advisoryteam.add_member": "Thêm thành viên tổ tư vấn",
    "advisoryteam.end_member": "Thôi thành viên tổ tư vấn",
    "advisoryteam.hand_over": "Bàn giao trong tổ tư vấn",
    "meeting.plan": "Lên lịch phiên họp",
    "meeting.mark_present": "Ghi có mặt",
    "meeting.mark_absent": "Ghi vắng mặt",
    "meeting.write_discussion": "Ghi ý kiến phiên họp",
    "meeting.close": "Kết thúc phiên họp",
    "evaluation.begin": "Bắt đầu đánh giá",
    "evaluation.site_visit": "Ghi kết quả kiểm tra thực tế",
    "evaluation.file_report": "Nộp báo cáo tổ tư vấn",
    "evaluation.put_in_meeting": "Đưa vào phiên họp",
    "evaluation.begin_scoring": "Mở chấm điểm",
    "evaluation.write_discussion": "Ghi thảo luận",
    "evaluation.declare": "Khai xung đột lợi ích",
    "evaluation.conclude": "Kết luận đánh giá",
    "scoringsheet.send": "Gửi phiếu chấm",
    "scoringsheet.reopen": "Mở lại phiếu chấm",
    "scoringsheet.keep": "Giữ nguyên phiếu chấm",
    "scoringsheet.ask_again": "Đề nghị xem lại phiếu chấm",
    "recognition.import": "Nhập kết quả công nhận đã có",
    "recognition.revoke": "Thu hồi công nhận",
    "certificate.issue": "Cấp giấy chứng nhận",
    "certificate.render": "Lập bản giấy chứng nhận",
    "decision.recognition": "Quyết định công nhận",
}


def say(words: dict[str, str]) -> None:
    """An app adds how its acts are said: `say({"dossier.submit": "Nộp hồ sơ"})`, from its `apps.py`."""
    _WORDS.update(words)


def words_for(verb: str) -> str:
    """The act in Vietnamese; its own name as long as nobody said it."""
    return _WORDS.get(verb, verb)


def verbs_with(text: str) -> list[str]:
    """The acts whose words contain a text, upper and lower case alike."""
    wanted = text.casefold()
    return [verb for verb, words in _WORDS.items() if wanted in words.casefold()]
