"""What connects products with buyers: markets, shops, villages, places to visit, gifts, honours, enquiries."""

from ocop.trade.models.enquiries import Enquiry, EnquiryReply
from ocop.trade.models.gifts import GiftItem, GiftSet
from ocop.trade.models.links import Honour, SalesChannel, ShopLink
from ocop.trade.models.markets import Market, MarketProduct, PointOfSale, PointOfSaleProduct
from ocop.trade.models.records import Record
from ocop.trade.models.visits import CraftVillage, CraftVillageProducer, TourismSite

__all__ = [
    "CraftVillage",
    "CraftVillageProducer",
    "Enquiry",
    "EnquiryReply",
    "GiftItem",
    "GiftSet",
    "Honour",
    "Market",
    "MarketProduct",
    "PointOfSale",
    "PointOfSaleProduct",
    "Record",
    "SalesChannel",
    "ShopLink",
    "TourismSite",
]
