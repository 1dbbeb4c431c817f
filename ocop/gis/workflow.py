"""What may follow what: a version of a layer is checked, prepared, looked at, published, and may come back."""

from django.db.models import Q

from ocop.accounts.models import User
from ocop.core.access import NONE
from ocop.core.workflow import transition
from ocop.gis.access import KEEPS, versions_of_my_province
from ocop.gis.models import LayerVersion

State = LayerVersion.State


def nobody(_: User) -> Q:
    """No person: the worker does it."""
    return NONE


PREPARE = transition(
    model="layerversion",
    name="prepare",
    label="Chọn hệ tọa độ, bảng mã và dựng lớp",
    sources=(State.CHECKED, State.FAILED, State.READY, State.PREPARING),
    target=State.PREPARING,
    who=versions_of_my_province,
    because=KEEPS,
    work=False,
)
FINISH = transition(
    model="layerversion",
    name="finish",
    label="Dựng xong",
    sources=(State.PREPARING,),
    target=State.READY,
    who=nobody,
    because="hệ thống tự dựng lớp ở chế độ nền",
    work=False,
)
FAIL = transition(
    model="layerversion",
    name="fail",
    label="Không dựng được",
    sources=(State.PREPARING,),
    target=State.FAILED,
    who=nobody,
    because="hệ thống tự dựng lớp ở chế độ nền",
    work=False,
)
PUBLISH = transition(
    model="layerversion",
    name="publish",
    label="Công bố",
    sources=(State.READY,),
    target=State.PUBLISHED,
    who=versions_of_my_province,
    because=KEEPS,
)
ROLL_BACK = transition(
    model="layerversion",
    name="roll_back",
    label="Công bố lại bản cũ",
    sources=(State.RETIRED,),
    target=State.PUBLISHED,
    who=versions_of_my_province,
    because=KEEPS,
    work=False,
)
RETIRE = transition(
    model="layerversion",
    name="retire",
    label="Thôi công bố",
    sources=(State.PUBLISHED,),
    target=State.RETIRED,
    who=versions_of_my_province,
    because=KEEPS,
    work=False,
)
DISCARD = transition(
    model="layerversion",
    name="discard",
    label="Bỏ bản này",
    sources=(State.CHECKED, State.FAILED, State.READY, State.PREPARING),  # being prepared: only when it is stuck
    target=State.DISCARDED,
    who=versions_of_my_province,
    because=KEEPS,
    work=False,
)
