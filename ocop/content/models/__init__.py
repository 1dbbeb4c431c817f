"""What editors keep: pages, documents of the law, pictures and videos, and what stands around every page."""

from ocop.content.models.guidance import GuidanceIndexPage, GuidancePage, GuidanceSectionPage
from ocop.content.models.home import HomePage
from ocop.content.models.law import (
    DocumentField,
    DocumentType,
    IssuingBody,
    LegalDocumentPage,
    LegalIndexPage,
    Standing,
)
from ocop.content.models.letters import ContactMessage
from ocop.content.models.media import GalleryIndexPage, GalleryPage, GalleryPhoto, VideoIndexPage, VideoPage
from ocop.content.models.news import NewsCategory, NewsIndexPage, NewsPage, NewsPhoto
from ocop.content.models.pages import BasePage, StandardPage
from ocop.content.models.planted import Planted
from ocop.content.models.questions import Question, QuestionTopic
from ocop.content.models.site import MainMenu, MenuItem, PartnerLink, SiteSettings
from ocop.content.models.visits import DayVisitors, SectionViews, VisitorMark

__all__ = [
    "BasePage",
    "ContactMessage",
    "DayVisitors",
    "DocumentField",
    "DocumentType",
    "GalleryIndexPage",
    "GalleryPage",
    "GalleryPhoto",
    "GuidanceIndexPage",
    "GuidancePage",
    "GuidanceSectionPage",
    "HomePage",
    "IssuingBody",
    "LegalDocumentPage",
    "LegalIndexPage",
    "MainMenu",
    "MenuItem",
    "NewsCategory",
    "NewsIndexPage",
    "NewsPage",
    "NewsPhoto",
    "PartnerLink",
    "Planted",
    "Question",
    "QuestionTopic",
    "SectionViews",
    "SiteSettings",
    "StandardPage",
    "Standing",
    "VideoIndexPage",
    "VideoPage",
    "VisitorMark",
]
