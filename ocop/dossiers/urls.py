from django.urls import path

from ocop.dossiers.views import desk, editor, filing, papers, reporting

app_name = "dossiers"
urlpatterns = [
    path("moi/<slug:code>/", editor.start, name="start"),
    path("<slug:code>/mau-<slug:form>/", editor.form_page, name="form"),
    path("<slug:code>/luu/<slug:part>/", editor.save, name="save"),
    path("<slug:code>/tu-cham/", editor.self_score, name="self_score"),
    path("<slug:code>/minh-chung/", editor.papers, name="papers"),
    path("<slug:code>/minh-chung/<slug:paper>/go/", editor.paper_remove, name="paper_remove"),
    path("<slug:code>/kiem-tra/", filing.review, name="review"),
    path("<slug:code>/tra-loi/", filing.answers, name="answers"),
    path("<slug:code>/nop/", filing.submit, name="submit"),
    path("<slug:code>/rut/", filing.withdraw, name="withdraw"),
    path("<slug:code>/tiep-nhan/", desk.accept, name="accept"),
    path("<slug:code>/tra-lai/", desk.send_back, name="send_back"),
    path("<slug:code>/loai/", desk.refuse, name="refuse"),
    path("<slug:code>/bao-cao/", reporting.report, name="report"),
    path("<slug:code>/bao-cao/luu/", reporting.report_save, name="report_save"),
    path("<slug:code>/mau/", desk.samples, name="samples"),
    path("<slug:code>/xep-dot/", desk.schedule, name="schedule"),
    path("<slug:code>/dong-qua-han/", desk.close_overdue, name="close_overdue"),
    path("<slug:code>/dot-bo-sung/", desk.extra_round, name="extra_round"),
    path("<slug:code>/giay/<slug:name>.docx", papers.paper, name="paper"),
    path("<slug:code>/ban-nop/<int:number>/", papers.snapshot, name="snapshot"),
]
