from ocop.core.frame import menu_entry
from ocop.councils.queries.tasks import sees_councils, sits_or_advises, task_count

menu_entry("Việc chấm điểm", "councils:tasks", order=20, shows=sits_or_advises, count=task_count)
menu_entry("Hội đồng", "councils:list", order=30, shows=sees_councils)
