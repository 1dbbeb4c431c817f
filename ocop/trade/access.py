"""Who sees what of the trade records, and who reads what a buyer wrote: the producer asked, and nobody else."""

from django.conf import settings
from django.db.models import Q

from ocop.accounts.models import User
from ocop.core.access import EVERY, grant
from ocop.producers.members import producers_of
from ocop.producers.models import Product


def public_records(_: User | None) -> Q:
    """Records an editor made public; demo records only in a demo installation."""
    return Q(is_public=True) & (EVERY if settings.DEMO else Q(is_demo=False))


def of_public_products(user: User | None) -> Q:
    """What belongs to a product anybody may see."""
    return Q(product__in=Product.objects.allowed(None, "product.view").values("pk"))


def of_my_products(user: User) -> Q:
    """What belongs to products of producers the person acts for."""
    return Q(product__producer__in=producers_of(user).values("pk"))


def made_by_me(user: User) -> Q:
    """Products of producers the person acts for."""
    return Q(producer__in=producers_of(user).values("pk"))


def asked_of_me(user: User) -> Q:
    """Enquiries sent to a producer the person acts for."""
    return Q(producer__in=producers_of(user).values("pk"))


for model in ("market", "pointofsale", "craftvillage", "tourismsite", "giftset"):
    grant(f"{model}.view", public_records, because="thông tin thương mại đã công khai", public=True)
for model in ("shoplink", "honour"):
    grant(f"{model}.view", of_public_products, because="của sản phẩm đã công khai", public=True)
    grant(f"{model}.view", of_my_products, because="của sản phẩm mình")
grant("product.sell", made_by_me, because="chủ thể ghi nơi bán sản phẩm của mình")
grant("shoplink.remove", of_my_products, because="chủ thể bỏ liên kết mua hàng của sản phẩm mình")
grant("enquiry.view", asked_of_me, because="chỉ chủ thể được hỏi đọc thông tin người hỏi mua")
