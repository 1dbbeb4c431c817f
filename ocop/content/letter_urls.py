"""The letters to the portal, for those who run it."""

from django.urls import path

from ocop.content.views import letters

app_name = "letters"
urlpatterns = [
    path("", letters.inbox, name="inbox"),
    path("<slug:code>/", letters.message, name="message"),
    path("<slug:code>/nhan/", letters.take, name="take"),
    path("<slug:code>/dong/", letters.close, name="close"),
    path("<slug:code>/mo-lai/", letters.reopen, name="reopen"),
]
