import re
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError, engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from ocop.core.templatetags.components.markup import TONES, icon_names

EVIL = '<script>alert("x")</script>'
SAFE = "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"
LONG = "Hợp tác xã Dịch vụ Nông nghiệp, Chế biến và Tiêu thụ Nông sản Sạch Thượng Nguồn Sông Hậu"


def show(source, **context):
    text = engines["django"].from_string(source).render(context)
    return re.sub(r"\s+", " ", text).strip()


class PaperForm(forms.Form):
    name = forms.CharField(label="Tên sản phẩm", help_text="Ghi như trên bao bì.")
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    day = forms.DateField(label="Ngày ký")
    where = forms.MultipleChoiceField(
        label="Nơi bán", choices=[("1", "Chợ"), ("2", "Siêu thị")], widget=forms.CheckboxSelectMultiple
    )
    sure = forms.BooleanField(label="Tôi cam đoan")
    paper = forms.FileField(label="Bản công bố", required=False)
    key = forms.CharField(widget=forms.HiddenInput)


@pytest.mark.parametrize(
    "source",
    [
        "{% badge evil %}",
        "{% stars 3 label=evil %}",
        "{% avatar evil %}",
        "{% clock None text=evil %}",
        "{% progress_bar 1 2 evil text=evil %}",
        "{% score_meter 1 2 evil ticks=pairs words=evil %}",
        "{% page_header title=evil lead=evil kicker=evil %}{% endpage_header %}",
        "{% card title=evil href=evil actions=evil id=evil %}{{ evil }}{% endcard %}",
        "{% alert title=evil %}{{ evil }}{% endalert %}",
        "{% empty_state evil evil evil evil %}",
        "{% kpi evil evil evil evil %}",
        "{% facts %}{% fact evil evil %}{% endfacts %}",
        "{% file_tile evil evil download=evil thumbnail=evil note=evil actions=evil %}",
        "{% status_state title=evil text=evil %}{{ evil }}{% endstatus_state %}",
        "{% timeline steps %}",
        "{% stepper pairs label=evil %}",
        "{% viewer 2 evil evil evil %}",
        "{% button evil name=evil data_x=evil %}",
        "{% link_button evil evil title=evil %}",
        "{% post_button evil evil thing=evil %}",
        "{% confirm label=evil action=evil title=evil yes=evil %}{{ evil }}{% endconfirm %}",
        "{% copy_button evil evil %}",
        "{% sticky_actions %}{{ evil }}{% endsticky_actions %}",
        "{% table caption=evil mode='scroll' label=evil %}{{ evil }}{% endtable %}",
        "{% tabs pairs label=evil %}",
        "{% chips words evil label=evil %}",
        "{% breadcrumb evil evil evil %}",
        "{% radio_cards evil evil options value=evil help=evil %}",
        "{% autosave_indicator evil %}",
    ],
)
def test_every_component_escapes_what_it_is_given(source):
    step = {"title": EVIL, "when": EVIL, "who": EVIL, "note": EVIL, "href": EVIL}
    option = {"value": EVIL, "label": EVIL, "points": EVIL, "help": EVIL, "marks": [(EVIL, "star")]}
    context = {"evil": EVIL, "steps": [step], "options": [option], "words": [(EVIL, EVIL)]}

    html = show(source, pairs=[(1, EVIL, False)] if "tabs" in source else [(1, EVIL)], **context)

    assert "<script>" not in html
    assert "alert(" not in html or "&lt;script&gt;alert(&quot;x&quot;)" in html


@pytest.mark.parametrize("source", ["{% badge 'a' 'pink' %}", "{% icon 'unicorn' %}", "{% button 'a' 'huge' %}"])
def test_a_misspelt_tone_icon_or_kind_says_so(source):
    with pytest.raises(TemplateSyntaxError):
        show(source)


def test_icons_are_silent_unless_they_are_labelled():
    assert show("{% icon 'clock' %}") == (
        '<svg class="icon" aria-hidden="true"><use href="/static/core/icons.svg#clock"></use></svg>'
    )
    assert 'role="img" aria-label="Hạn"' in show("{% icon 'clock' 'Hạn' %}")


def test_every_tone_has_an_icon_in_the_sprite():
    assert show("{% for tone in tones %}{% alert tone %}.{% endalert %}{% endfor %}", tones=TONES).count("<use") == 6
    assert {"star", "alert", "clock"} <= icon_names()


def test_stars_say_their_number_in_words():
    html = show("{% stars 4 %}")

    assert html.count('class="icon"') == 4
    assert html.count("icon--off") == 1
    assert html.endswith('<span class="stars__word">4 sao</span></span>')
    assert "Chưa có sao" in show("{% stars None %}")
    assert '<span class="sr-only">2 sao</span>' in show("{% stars 2 words=False %}")


@pytest.mark.parametrize(
    ("left", "tone", "words", "css"),
    [
        (5, "", "Còn 5 ngày làm việc", "clock--neutral"),
        (1, "warn", "Còn 1 ngày làm việc", "clock--warn"),
        (0, "warn", "Hết hạn hôm nay", "clock--warn"),
        (-2, "", "Quá hạn 2 ngày làm việc", "clock--danger"),
        (None, "", "Không đặt hạn", "clock--neutral"),
    ],
)
def test_clock_says_the_time_left_in_words(left, tone, words, css):
    html = show("{% clock due left tone %}", due=date(2026, 12, 1), left=left, tone=tone)

    assert f'<span class="clock__words">{words}</span>' in html
    assert css in html
    assert '<time datetime="2026-12-01">01/12/2026</time>' in html


def test_avatar_takes_the_first_letters_of_first_and_last_word():
    assert ">NM</span>" in show("{% avatar 'Nguyễn Thị Mai' %}")
    assert ">Đ</span>" in show("{% avatar 'Đức' %}")


def test_score_meter_puts_ticks_at_their_share_and_says_them():
    html = show("{% score_meter value 100 'Điểm' ticks=ticks %}", value=Decimal("76.5"), ticks=[(70, "3 sao")])

    assert 'width="76.50%"' in html
    assert 'x1="70.00%"' in html
    assert 'aria-label="Điểm: 76,5 trên 100 điểm. Các mức: 3 sao từ 70"' in html
    assert "style=" not in html


def test_score_meter_without_points_says_so():
    html = show("{% score_meter None 100 'Điểm' %}")

    assert "Chưa có điểm" in html
    assert 'width="0.00%"' in html


def test_progress_bar_is_a_named_progress_element():
    html = show("{% progress_bar 7 12 'Minh chứng' %}")

    assert '<progress value="7" max="12" aria-label="Minh chứng">7/12</progress>' in html


def test_card_with_href_is_one_link_named_by_its_title():
    html = show("{% card title=title href='/a/' level=3 %}<p>x</p>{% endcard %}", title=LONG)

    assert f'<h3 class="card__title"><a href="/a/">{LONG}</a></h3>' in html
    assert html.count("<a ") == 1


def test_components_keep_their_result_with_as():
    html = show("{% badge 'Mới' 'info' as b %}{% card title='A' actions=b %}.{% endcard %}")

    assert '<span class="badge badge--info">Mới</span>' in html


def test_fact_says_that_there_is_no_value():
    assert '<span class="muted">Chưa có</span>' in show("{% fact 'Mã số thuế' '' %}")
    assert "<dd>0</dd>" in show("{% fact 'Số lao động' 0 %}")


def test_timeline_takes_dicts_and_objects():
    steps = [{"title": "Nộp", "tone": "info"}, SimpleNamespace(title="Nhận", who="Lan")]

    html = show("{% timeline steps %}", steps=steps)

    assert html.count("timeline__step--") == 2
    assert '<p class="timeline__meta">Lan</p>' in html


def test_stepper_marks_the_current_step():
    html = show("{% stepper steps current=1 %}", steps=["Soạn", ("Nộp", "hôm nay"), "Nhận"])

    assert html.count('aria-current="step"') == 1
    assert html.count("stepper__step--done") == 1
    assert 'aria-label="Đã xong"' in html


def test_viewer_numbers_the_last_zero_of_the_address():
    html = show("{% viewer 2 '/tep/a0b/trang/0/' 'Giấy.pdf' %}")

    assert re.findall(r'<img src="([^"]+)"', html) == ["/tep/a0b/trang/1/", "/tep/a0b/trang/2/"]
    assert 'alt="Trang 2/2 của Giấy.pdf" loading="lazy"' in html


def test_button_turns_names_into_attributes():
    html = show("{% button 'Lưu' 'primary' hx_post='/a/' disabled=True form='' %}")

    assert html == '<button type="submit" class="button button--primary" hx-post="/a/" disabled>Lưu</button>'


def test_button_with_a_hidden_label_is_still_named():
    html = show("{% button 'In' icon='print' label_hidden=True %}")

    assert html.endswith('<span class="sr-only">In</span></button>')


def test_post_button_and_confirm_carry_the_token():
    post = show("{% post_button 'Nhận' '/a/' thing='7' %}", csrf_token="abc")
    asked = show(
        "{% confirm label='Xóa' action='/a/' title='Xóa thật?' %}<p>Mất hết.</p>{% endconfirm %}", csrf_token="abc"
    )

    assert '<input type="hidden" name="csrfmiddlewaretoken" value="abc">' in post
    assert '<input type="hidden" name="thing" value="7">' in post
    assert '<input type="hidden" name="csrfmiddlewaretoken" value="abc">' in asked
    assert '<dialog class="dialog" open aria-label="Xóa thật?">' in asked


def test_scrolling_table_can_be_reached_by_keyboard():
    html = show("{% table caption='Theo xã' mode='scroll' %}<tbody></tbody>{% endtable %}")

    assert 'role="region" aria-label="Theo xã" tabindex="0"' in html
    assert "<caption>Theo xã</caption>" in html


def test_table_refuses_an_unknown_mode():
    with pytest.raises(TemplateSyntaxError):
        show("{% table mode='grid' %}{% endtable %}")


def test_tabs_mark_the_active_one():
    html = show("{% tabs items %}", items=[("Của tôi", "/a/", True, 3), ("Tất cả", "/b/", False)])

    assert '<a href="/a/" aria-current="page">Của tôi<span class="tabs__count">3</span></a>' in html
    assert html.count("aria-current") == 1


def test_pagination_keeps_the_query():
    request = RequestFactory().get("/san-pham/", {"sao": "4", "page": "5"})

    html = show("{% pagination page %}", page=Paginator(range(240), 24).get_page(5), request=request)

    assert '<a href="?sao=4&amp;page=6" rel="next">' in html
    assert '<span class="pagination__here" aria-current="page"><span class="sr-only">Trang </span>5</span>' in html
    assert "Mục 97–120 trong 240" in html
    assert html.count("…") == 2


def test_pagination_is_silent_for_one_page():
    assert show("{% pagination page %}", page=Paginator(range(3), 24).get_page(1)) == ""


def test_pagination_works_without_a_request():
    assert 'href="?page=2"' in show("{% pagination page %}", page=Paginator(range(30), 24).get_page(1))


def test_chips_say_that_they_remove():
    html = show("{% chips items '/x/' %}", items=[("4 sao", "?")])

    assert '<a class="chip" href="?"><span class="sr-only">Bỏ lọc: </span>4 sao' in html
    assert '<a class="chips__clear" href="/x/">Bỏ tất cả</a>' in html
    assert show("{% chips items %}", items=[]) == ""


@pytest.mark.parametrize(
    ("source", "items"),
    [("{% breadcrumb 'Hồ sơ' '/a/' 'Chả lụa' %}", None), ("{% breadcrumb items %}", [("Hồ sơ", "/a/"), ("Chả lụa",)])],
)
def test_breadcrumb_takes_words_in_turn_or_pairs(source, items):
    html = show(source, items=items)

    assert '<li><a href="/a/">Hồ sơ</a></li><li><span aria-current="page">Chả lụa</span></li>' in html


def test_field_ties_help_and_error_to_the_control():
    form = PaperForm({"name": ""})

    html = show("{% field form.name autocomplete='off' %}", form=form)

    assert '<label class="field__label" for="id_name">Tên sản phẩm</label>' in html
    assert 'aria-describedby="id_name_help id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'autocomplete="off"' in html
    assert 'id="id_name_help">Ghi như trên bao bì.' in html
    assert 'id="id_name_error"' in html


def test_field_marks_the_optional_ones():
    html = show("{% field form.name %}{% field form.note %}", form=PaperForm())

    assert html.count("(không bắt buộc)") == 1


def test_field_of_a_date_is_the_browsers_own():
    html = show("{% field form.day %}", form=PaperForm(initial={"day": date(2026, 5, 3)}))

    assert '<input type="date" name="day" value="2026-05-03"' in html


def test_field_of_choices_is_a_fieldset():
    html = show("{% field form.where %}", form=PaperForm({}))

    assert '<legend class="field__label">Nơi bán</legend>' in html
    assert html.count('<label class="choice">') == 2
    assert 'id="id_where" aria-describedby="id_where_error"' in html
    assert 'class="field__error" id="id_where_error"' in html


def test_field_of_one_box_puts_the_label_beside_it():
    html = show("{% field form.sure %}", form=PaperForm())

    assert re.search(r'<label class="choice"><input type="checkbox"[^>]+><span>Tôi cam đoan</span></label>', html)


def test_field_of_a_file_is_a_drop_zone():
    html = show("{% field form.paper upload='/gui/' max_mb=5 %}", form=PaperForm())

    assert 'data-dropzone data-max-mb="5" data-upload="/gui/"' in html
    assert "Mỗi tệp nặng nhất 5 MB." in html


def test_hidden_field_is_only_its_input():
    assert show("{% field form.key %}", form=PaperForm()) == '<input type="hidden" name="key" id="id_key">'


def test_form_errors_link_to_their_fields():
    form = PaperForm({})
    form.add_error(None, "Hai ngày không khớp.")

    html = show("{% form_errors form %}", form=form)

    assert "<li>Hai ngày không khớp.</li>" in html
    assert '<a href="#id_name">Tên sản phẩm: ' in html
    assert 'role="alert"' in html


def test_form_errors_are_silent_when_there_are_none():
    assert show("{% form_errors form %}", form=PaperForm()) == ""


def test_radio_cards_check_the_chosen_one_only():
    options = [{"value": 0, "label": "Không", "points": 0}, {"value": 1, "label": "Có", "points": "2,5"}]

    html = show("{% radio_cards 'q1' 'Nguyên liệu' options value='1' help='Chọn một.' %}", options=options)

    assert re.findall(r'value="(\d)" checked', html) == ["1"]
    assert '<span class="radio-card__points">0 điểm</span>' in html
    assert '<legend class="radio-cards__legend">Nguyên liệu</legend>' in html
    assert 'aria-describedby="q1_help"' in html


def test_radio_cards_can_be_closed():
    html = show("{% radio_cards 'q1' 'A' options disabled=True %}", options=[{"value": 1, "label": "Có"}])

    assert " disabled>" in html


def test_url_or_empty_survives_a_page_that_does_not_exist():
    assert show("{% url_or_empty 'core:components' as a %}{% url_or_empty 'no:where' as b %}[{{ a }}|{{ b }}]") == (
        "[/_components/|]"
    )


def test_nav_link_marks_this_page_and_leaves_out_what_is_not_there():
    request = RequestFactory().get("/_components/")

    assert 'aria-current="page"' in show("{% nav_link 'A' 'core:components' 3 %}", request=request)
    assert show("{% nav_link 'A' 'no:where' %}", request=request) == ""


def test_nav_link_marks_only_the_nearest_entry_above_this_page():
    request = RequestFactory().get("/_components/mot/")

    html = show("{% nav_link 'A' 'core:components' %}", request=request)
    other = show("{% nav_link 'A' 'core:components' %}", request=request, nav_best="/_components/mot/")

    assert 'aria-current="true"' in html
    assert "aria-current" not in other


def test_nearest_entry_is_the_longest_address():
    menu = [(SimpleNamespace(url_name="core:health"), None), (SimpleNamespace(url_name="core:components"), None)]
    request = RequestFactory().get("/_components/a/")

    assert show("{% nearest_entry as n %}{{ n }}", menu=menu, request=request) == "/_components/"
    assert show("{% nearest_entry as n %}{{ n }}") == ""


@pytest.mark.parametrize(
    ("tags", "tone"), [("success", "success"), ("error", "danger"), ("warning", "warn"), ("info", "info"), ("", "info")]
)
def test_messages_take_our_tones(tags, tone):
    assert show("{% message_tone tags as t %}{{ t }}", tags=tags) == tone


def test_500_page_needs_no_context():
    html = render_to_string("core/500.html")

    assert "<h1>Hệ thống gặp lỗi</h1>" in html


def test_no_page_of_ours_holds_inline_script_or_style():
    request = RequestFactory().get("/_components/")

    html = render_to_string("core/components.html", {"request": request, "demo": True})

    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", html) == []
