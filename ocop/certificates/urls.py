from django.urls import path

from ocop.certificates.views import desk, papers, register, upward

app_name = "certificates"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("cong-nhan/", desk.recognise, name="recognise"),
    path("chuyen-cap-tren/", desk.forward, name="forward"),
    path("khong-cong-nhan/", desk.close, name="close"),
    path("du-thao/", papers.draft, name="draft"),
    path("so/", register.register, name="register"),
    path("so/quyet-dinh/", register.decisions, name="decisions"),
    path("so/quyet-dinh/<slug:code>/", register.decision, name="decision"),
    path("thu-hoi/<slug:code>/", register.revoke, name="revoke"),
    path("ho-so/<slug:code>/ket-qua-cap-tren/", desk.higher_result, name="higher_result"),
    path("ho-so/<slug:code>/danh-gia-lai/", desk.reopen, name="reopen"),
    path("ho-so/<slug:code>/gui-cap-tren/", upward.upward, name="upward"),
    path("ho-so/<slug:code>/gui-cap-tren/mau/", upward.samples, name="upward_samples"),
    path("ho-so/<slug:code>/gui-cap-tren/bo/<slug:paper>/", upward.remove, name="upward_remove"),
    path("ho-so/<slug:code>/gui-cap-tren/cong-van.docx", upward.letter, name="upward_letter"),
    path("ho-so/<slug:code>/gui-cap-tren/goi-ho-so.zip", upward.package, name="upward_package"),
    path("ho-so/<slug:code>/thong-bao/", papers.notice, name="notice"),
]
