"""A dossier under review that went into another round is scored in a meeting of that round."""

from datetime import timedelta

import pytest

from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.councils import actions
from ocop.councils.tests import factories
from ocop.dossiers import actions as dossiers
from ocop.programme.rounds import open_extra_round


def test_scoring_waits_until_the_dossier_is_in_a_meeting_of_its_new_round(cast):
    evaluation = factories.reported(cast)
    dossier = evaluation.dossier
    later = open_extra_round(
        dossier.level,
        dossier.desk,
        basis="Quy chế 15/QĐ-HĐ và Kế hoạch 25/KH-UBND",
        proposed_before=today() + timedelta(days=20),
        held_before=today() + timedelta(days=80),
    )
    dossier.refresh_from_db()
    dossiers.reschedule(dossier, later, by=cast.son)

    with pytest.raises(Refused, match="Hãy xếp hồ sơ vào một phiên của đợt đó"):
        actions.begin_scoring(evaluation, by=cast.thu)
    meeting = actions.plan_meeting(
        evaluation.council, later, held_on=today() + timedelta(days=60), place="Hội trường", by=cast.son
    )
    evaluation.refresh_from_db()
    actions.put_in_meeting(evaluation, meeting, by=cast.son)

    assert actions.begin_scoring(evaluation, by=cast.thu).scoring_since is not None
