from ocop.core.frame import menu_entry
from ocop.notices.queries import unread_count

menu_entry("Thông báo", "notices:list", order=80, shows=lambda person: True, count=unread_count)
