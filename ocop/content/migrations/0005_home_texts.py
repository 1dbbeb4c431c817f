"""The free texts of the home page become texts in two languages; what is there is the Vietnamese one."""

from django.db import migrations
from wagtail.blocks.migrations.migrate_operation import MigrateStreamData
from wagtail.blocks.migrations.operations import BaseBlockOperation


class InTwoLanguages(BaseBlockOperation):
    """Of a stream's children, those of type «text»."""

    def apply(self, block_value):
        for child in block_value:
            if child["type"] == "text" and not isinstance(child["value"], dict):
                child["value"] = {"text": child["value"], "text_en": ""}
        return block_value

    @property
    def operation_name_fragment(self):
        return "in_two_languages"


class Migration(migrations.Migration):
    dependencies = [("content", "0004_visits_and_english_blocks")]

    operations = [
        MigrateStreamData(
            app_name="content",
            model_name="HomePage",
            field_name="body",
            operations_and_block_paths=[(InTwoLanguages(), "")],
        )
    ]
