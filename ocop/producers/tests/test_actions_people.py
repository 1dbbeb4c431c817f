from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ocop.accounts.models import User
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.journal.queries import history_of
from ocop.notices.models import Notice
from ocop.producers import actions
from ocop.producers.actions import people
from ocop.producers.members import people_of, producers_of
from ocop.producers.models import Invitation, Membership, Product

WHY = "Giấy đề nghị ngày 12/5/2026 của chủ cơ sở."


@pytest.fixture
def ut(db):
    """A person with an account who acts for nobody."""
    return User.objects.create_user("ut@vidu.vn", full_name="Lê Văn Út")


def joined(cast, person):
    """The person acts for Mai's producer, asked by Mai."""
    invitation = actions.invite(cast.producer, person.email, by=cast.mai)
    actions.accept(invitation, by=person)
    return person


def told(person):
    return list(Notice.objects.filter(to=person).order_by("pk").values_list("text", flat=True))


def test_whoever_is_asked_acts_for_the_producer_only_once_taken(cast, ut):
    invitation = actions.invite(cast.producer, " UT@vidu.vn ", by=cast.mai)
    assert list(people_of(cast.producer)) == [cast.mai]

    actions.accept(invitation, by=ut)

    assert list(people_of(cast.producer)) == [cast.mai, ut]
    assert Membership.objects.get(user=ut).added_by == cast.mai
    assert [(entry.verb, entry.by) for entry in history_of(cast.producer)] == [
        ("producer.invite", cast.mai),
        ("producer.accept_invitation", ut),
    ]
    assert told(ut) == ["Trần Thị Mai mời bạn phụ trách Hợp tác xã Kẹo dừa Mỏ Cày. Hãy xem và trả lời."]
    assert told(cast.mai) == ["Lê Văn Út đã nhận lời phụ trách Hợp tác xã Kẹo dừa Mỏ Cày."]


def test_an_email_without_an_account_is_written_to_once(cast):
    invitation = actions.invite(cast.producer, "moi@vidu.vn", by=cast.mai)

    assert [(letter.to, invitation.get_absolute_url() in letter.body) for letter in mail.outbox] == [
        (["moi@vidu.vn"], True)
    ]
    assert "đăng ký bằng đúng e-mail này" in mail.outbox[0].body
    assert (actions.mail_invitations(), len(mail.outbox)) == (0, 1)


def test_what_the_mail_server_did_not_take_is_sent_again(cast, monkeypatch):
    def down(*_):
        raise SMTPException

    with monkeypatch.context() as patch:
        patch.setattr(people, "send_mail", down)
        invitation = actions.invite(cast.producer, "moi@vidu.vn", by=cast.mai)
    invitation.refresh_from_db()
    assert (invitation.mailed_at, mail.outbox) == (None, [])

    assert [actions.mail_invitations(), actions.mail_invitations()] == [1, 0]


def test_who_has_an_account_gets_a_notice_and_no_second_letter(cast, ut):
    actions.invite(cast.producer, ut.email, by=cast.mai)

    assert [letter.subject for letter in mail.outbox if "Lời mời phụ trách chủ thể" in letter.subject] == []
    assert actions.mail_invitations() == 0


def test_somebody_with_another_email_cannot_take_it(cast, ut):
    invitation = actions.invite(cast.producer, ut.email, by=cast.mai)

    for act in (actions.accept, actions.decline):
        with pytest.raises(PermissionDenied):
            act(invitation, by=cast.tam)

    assert list(people_of(cast.producer)) == [cast.mai]


@pytest.mark.parametrize("who", ["hoa", "tam", "minh", "an"])
def test_strangers_ask_nobody_and_end_nobody(cast, ut, who):
    by = getattr(cast, who)

    with pytest.raises(PermissionDenied):
        actions.invite(cast.producer, ut.email, by=by, reason=WHY)
    with pytest.raises(PermissionDenied):
        actions.end_membership(cast.producer, cast.mai, by=by, reason=WHY)

    assert not Invitation.objects.exists()


def test_declining_changes_nothing_and_tells_who_asked(cast, ut):
    actions.decline(actions.invite(cast.producer, ut.email, by=cast.mai), by=ut)

    assert list(people_of(cast.producer)) == [cast.mai]
    assert told(cast.mai) == ["Lê Văn Út không nhận lời phụ trách Hợp tác xã Kẹo dừa Mỏ Cày."]


@pytest.mark.parametrize("answer", [actions.accept, actions.decline])
def test_an_invitation_is_answered_once(cast, ut, answer):
    invitation = actions.invite(cast.producer, ut.email, by=cast.mai)
    answer(invitation, by=ut)

    with pytest.raises(Refused, match="không còn dùng được"):
        actions.accept(invitation, by=ut)


def test_an_invitation_grows_too_old_and_may_be_made_again(cast, ut):
    old = actions.invite(cast.producer, ut.email, by=cast.mai)
    Invitation.objects.filter(pk=old.pk).update(asked_at=timezone.now() - Invitation.LASTS)

    with pytest.raises(Refused, match="không còn dùng được"):
        actions.accept(old, by=ut)
    new = actions.invite(cast.producer, ut.email, by=cast.mai)

    old.refresh_from_db()
    assert (old.state, new.state) == ("withdrawn", "open")


def test_an_invitation_taken_back_opens_nothing(cast, ut):
    invitation = actions.invite(cast.producer, ut.email, by=cast.mai)
    actions.withdraw_invitation(invitation, by=cast.mai)

    with pytest.raises(Refused, match="không còn dùng được"):
        actions.accept(invitation, by=ut)
    with pytest.raises(Refused, match="đã xong: đã thu hồi"):
        actions.withdraw_invitation(invitation, by=cast.mai)


def test_only_its_own_side_takes_an_invitation_back(cast, ut):
    invitation = actions.invite(cast.producer, ut.email, by=cast.mai)

    with pytest.raises(PermissionDenied):
        actions.withdraw_invitation(invitation, by=ut)


@pytest.mark.parametrize(
    ("email", "sentence"),
    [("mai", "đang phụ trách"), ("ut@vidu.vn", "đang chờ trả lời")],
)
def test_asking_twice_is_refused(cast, ut, email, sentence):
    actions.invite(cast.producer, ut.email, by=cast.mai)

    with pytest.raises(Refused, match=sentence):
        actions.invite(cast.producer, cast.mai.email if email == "mai" else email, by=cast.mai)


def test_an_officer_does_not_ask_herself(cast):
    with pytest.raises(Refused, match="Không tự mời mình"):
        actions.invite(cast.producer, cast.lan.email, by=cast.lan, reason=WHY)


def test_only_so_many_invitations_wait(cast):
    for number in range(people.MOST_WAITING):
        actions.invite(cast.producer, f"nguoi{number}@vidu.vn", by=cast.mai)

    with pytest.raises(Refused, match="Hãy thu hồi bớt"):
        actions.invite(cast.producer, "nua@vidu.vn", by=cast.mai)


def test_the_journal_keeps_no_email_of_whom_was_asked(cast):
    actions.invite(cast.producer, "moi@vidu.vn", by=cast.mai)

    assert "moi@vidu.vn" not in str([entry.details for entry in history_of(cast.producer)])


def test_handing_over_ends_whoever_asked_and_open_work_goes_on(cast, ut):
    product = Product.objects.create(name="Kẹo", producer=cast.producer)
    invitation = actions.invite(cast.producer, ut.email, by=cast.mai, is_hand_over=True)
    assert list(people_of(cast.producer)) == [cast.mai]

    actions.accept(invitation, by=ut)

    assert list(people_of(cast.producer)) == [ut]
    assert list(Product.objects.allowed(ut, "product.prepare_dossier")) == [product]
    assert list(Product.objects.allowed(User.objects.get(pk=cast.mai.pk), "product.view")) == []
    assert history_of(cast.producer).filter(verb="producer.end_membership").get().details == {
        "nguoi": "Trần Thị Mai",
        "ly_do": "Bàn giao cho Lê Văn Út",
    }
    assert any("Bạn thôi phụ trách" in text for text in told(cast.mai))


def test_an_officer_hands_nothing_over(cast, ut):
    with pytest.raises(Refused, match="Chỉ người đang phụ trách"):
        actions.invite(cast.producer, ut.email, by=cast.lan, is_hand_over=True, reason=WHY)


def test_whoever_is_ended_no_longer_acts_that_very_day_and_the_row_stays(cast, ut):
    joined(cast, ut)

    membership = actions.end_membership(cast.producer, ut, by=cast.mai)

    assert (list(people_of(cast.producer)), membership.ends) == ([cast.mai], today())
    assert list(producers_of(User.objects.get(pk=ut.pk))) == []
    assert Membership.objects.filter(user=ut, producer=cast.producer).count() == 1
    assert told(ut)[-1] == "Bạn thôi phụ trách Hợp tác xã Kẹo dừa Mỏ Cày từ hôm nay."


def test_whoever_was_ended_may_come_back(cast, ut):
    actions.end_membership(cast.producer, joined(cast, ut), by=cast.mai)

    joined(cast, ut)

    assert list(people_of(cast.producer)) == [cast.mai, ut]


def test_what_somebody_asked_ends_with_the_membership(cast, ut):
    invitation = actions.invite(cast.producer, "ban@vidu.vn", by=joined(cast, ut))

    actions.end_membership(cast.producer, ut, by=cast.mai)

    invitation.refresh_from_db()
    assert invitation.state == "withdrawn"


def test_the_last_one_stays(cast, ut):
    with pytest.raises(Refused, match="Hãy mời người khác trước"):
        actions.end_membership(cast.producer, cast.mai, by=cast.mai)

    User.objects.filter(pk=joined(cast, ut).pk).update(is_active=False)
    with pytest.raises(Refused, match="Hãy mời người khác trước"):
        actions.end_membership(cast.producer, cast.mai, by=cast.mai)


def test_somebody_who_does_not_act_for_it_cannot_be_ended(cast, ut):
    with pytest.raises(Refused, match="không còn phụ trách"):
        actions.end_membership(cast.producer, ut, by=cast.mai)


@pytest.mark.parametrize("who", ["lan", "son"])
def test_an_officer_brings_a_new_person_where_the_old_one_is_gone(cast, ut, who):
    by = getattr(cast, who)

    with pytest.raises(Refused, match="Hãy ghi lý do"):
        actions.invite(cast.producer, ut.email, by=by, reason=" ")
    actions.accept(actions.invite(cast.producer, ut.email, by=by, reason=WHY), by=ut)
    with pytest.raises(Refused, match="Hãy ghi lý do"):
        actions.end_membership(cast.producer, cast.mai, by=by)
    actions.end_membership(cast.producer, cast.mai, by=by, reason=WHY)

    assert list(people_of(cast.producer)) == [ut]
    assert [entry.details.get("ly_do") for entry in history_of(cast.producer)] == [WHY, None, WHY]
    assert told(cast.mai)[-1].endswith(f"Lý do: {WHY}.")


def test_a_membership_of_before_does_not_hold(cast):
    Membership.objects.update(starts=today() - timedelta(9), ends=today() - timedelta(1))

    with pytest.raises(PermissionDenied):
        actions.invite(cast.producer, "ban@vidu.vn", by=cast.mai)
