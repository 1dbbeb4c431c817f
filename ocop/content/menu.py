from ocop.content.access import edits, runs_the_portal
from ocop.content.public_queries import new_letters
from ocop.core.frame import menu_entry

menu_entry("Biên tập trang", "wagtailadmin_home", order=80, shows=edits)
menu_entry("Lượt xem cổng", "visits", order=86, shows=runs_the_portal)
menu_entry("Thư liên hệ", "letters:inbox", order=85, shows=runs_the_portal, count=new_letters)
