"""Who sees and edits producers and products."""

from django.db.models import Q

from ocop.accounts.models import Role, User
from ocop.accounts.queries import units_under, units_where
from ocop.core.access import grant
from ocop.places.models import Unit
from ocop.producers.members import producers_of
from ocop.producers.models import Producer, Product, ProductPicture


def mine(user: User) -> Q:
    """Producers the person acts for."""
    return Q(pk__in=producers_of(user).values("pk"))


def in_my_area(user: User) -> Q:
    """Producers in a unit where the person is an officer, or below it."""
    return Q(unit__in=units_under(user, Role.OFFICER).values("pk"))


def products_of_mine(user: User) -> Q:
    """Products of producers the person acts for."""
    return Q(producer__in=producers_of(user).values("pk"))


def products_in_my_area(user: User) -> Q:
    """Products made in a unit where the person is an officer, or below it."""
    return Q(producer__unit__in=units_under(user, Role.OFFICER).values("pk"))


def looked_after(user: User) -> Q:
    """Producers in the commune or province where the person is an officer; those of the ministry look after none.

    One whose record was joined to another is looked after there.
    """
    units = units_where(user, Role.OFFICER).exclude(level=Unit.Level.NATION).values("pk")
    here = Q(unit__in=units) | Q(unit__parent__in=units) | Q(unit__parent__parent__in=units)
    return here & Q(joined_to=None)


def in_my_province(user: User) -> Q:
    """Producers in a province where the person is an officer."""
    provinces = units_where(user, Role.OFFICER).filter(level=Unit.Level.PROVINCE).values("pk")
    return looked_after(user) & (Q(unit__in=provinces) | Q(unit__parent__in=provinces))


def products_looked_after(user: User) -> Q:
    """Their products."""
    return Q(producer__in=Producer.objects.filter(looked_after(user)).values("pk"))


def asked_of_me(user: User) -> Q:
    """Invitations to the e-mail with which the person signs in."""
    return Q(email=user.email.lower())


def asked_by_mine_or_here(user: User) -> Q:
    """Invitations to act for the person's own producers, or for those of the officer's area."""
    return Q(producer__in=Producer.objects.filter(mine(user) | in_my_area(user)).values("pk"))


def pictures_of_visible_products(user: User) -> Q:
    """Pictures of products of the person's own producers or area, the main one and those beside it."""
    seen = Product.objects.filter(products_of_mine(user) | products_in_my_area(user))
    more = ProductPicture.objects.filter(product__in=seen.values("pk"))
    return Q(pk__in=seen.filter(picture__isnull=False).values("picture")) | Q(pk__in=more.values("file"))


def planned_in_my_area(user: User) -> Q:
    """Potential products of the officer's area."""
    return Q(unit__in=units_under(user, Role.OFFICER).values("pk"))


def pairs_in_my_area(user: User) -> Q:
    """Doubtful pairs with both producers in the officer's area."""
    units = units_under(user, Role.OFFICER).values("pk")
    return Q(first__unit__in=units, second__unit__in=units)


grant("producer.view", mine, because="chủ thể xem hồ sơ của mình")
grant("producer.view", in_my_area, because="cán bộ xem chủ thể trên địa bàn")
grant("producer.edit", mine, because="chủ thể tự sửa thông tin của mình")
grant("producer.prepare_product", mine, because="chủ thể tạo sản phẩm của mình")
grant("producer.describe", looked_after, because="cán bộ xã, tỉnh sửa thông tin công khai thay chủ thể trên địa bàn")
grant("producer.stop", looked_after, because="cán bộ xã, tỉnh xác nhận chủ thể ngừng sản xuất (điểm đ khoản 1 Điều 8)")
grant("producer.see_people", mine, because="người phụ trách thấy ai cùng phụ trách chủ thể")
grant("producer.see_people", in_my_area, because="cán bộ thấy ai phụ trách chủ thể trên địa bàn")
grant("producer.invite", mine, because="người phụ trách mời thêm người, bàn giao")
grant("producer.invite", looked_after, because="cán bộ xã, tỉnh mời người phụ trách khi người cũ không còn")
grant("producer.end_membership", mine, because="người phụ trách thôi hoặc cho người khác thôi")
grant("producer.end_membership", looked_after, because="cán bộ xã, tỉnh cho người không còn phụ trách thôi")
grant("invitation.view", asked_of_me, because="mỗi người xem lời mời gửi tới e-mail của mình")
grant("invitation.view", asked_by_mine_or_here, because="người phụ trách, cán bộ địa bàn xem lời mời đã gửi")
grant("invitation.answer", asked_of_me, because="mỗi người trả lời lời mời gửi tới e-mail của mình")
grant("producer.settle_place", in_my_province, because="cán bộ tỉnh xác nhận địa bàn danh sách cũ chưa rõ")
grant("product.view", products_of_mine, because="chủ thể xem sản phẩm của mình")
grant("product.view", products_in_my_area, because="cán bộ xem sản phẩm trên địa bàn")
grant("product.edit", products_of_mine, because="chủ thể sửa sản phẩm của mình")
grant("product.describe", products_looked_after, because="cán bộ xã, tỉnh sửa nội dung công khai thay chủ thể")
grant("producer.place", mine, because="chủ thể tự đặt vị trí của mình trên bản đồ")
grant("producer.place", in_my_area, because="cán bộ đặt vị trí cho chủ thể trên địa bàn")
grant("product.place", products_of_mine, because="chủ thể tự đặt vị trí nơi làm ra sản phẩm")
grant("product.place", products_in_my_area, because="cán bộ đặt vị trí cho sản phẩm trên địa bàn")
grant("product.prepare_dossier", products_of_mine, because="chủ thể lập hồ sơ cho sản phẩm của mình")
grant("storedfile.view", pictures_of_visible_products, because="ảnh của sản phẩm được xem")
grant("potentialproduct.view", planned_in_my_area, because="cán bộ xem danh sách tiềm năng trên địa bàn")
grant("doubtfulpair.view", pairs_in_my_area, because="cán bộ xem cặp chủ thể nghi trùng trên địa bàn")
grant("doubtfulpair.decide", pairs_in_my_area, because="cán bộ quyết định cặp nghi trùng trên địa bàn")
