from django.apps import AppConfig


class GisConfig(AppConfig):
    name = "ocop.gis"
    verbose_name = "Dữ liệu bản đồ"

    def ready(self) -> None:
        from ocop.core.versions import Reach, shown
        from ocop.journal.words import say

        from . import access, menu, models, workflow  # noqa: F401  grants, steps and menu register themselves on import

        shown(models.Layer, models.ExternalLayer, models.UnitShape, reach=Reach.PAGES)
        say(
            {
                "layer.add": "Thêm lớp bản đồ",
                "layer.edit": "Sửa lớp bản đồ",
                "layerversion.upload": "Tải tệp của lớp bản đồ",
                "layerversion.prepare": "Chọn hệ tọa độ và dựng lớp bản đồ",
                "layerversion.finish": "Dựng xong lớp bản đồ",
                "layerversion.fail": "Không dựng được lớp bản đồ",
                "layerversion.publish": "Công bố lớp bản đồ",
                "layerversion.roll_back": "Công bố lại bản cũ của lớp bản đồ",
                "layerversion.retire": "Thôi công bố lớp bản đồ",
                "layerversion.discard": "Bỏ một bản của lớp bản đồ",
                "externallayer.add": "Thêm lớp từ máy chủ khác",
                "externallayer.edit": "Sửa lớp từ máy chủ khác",
                "maphost.allow": "Cho phép máy chủ bản đồ",
                "maphost.drop": "Thôi cho phép máy chủ bản đồ",
                "unitshape.import": "Nhập ranh giới hành chính",
            }
        )
