from ocop.producers.forms.people import InviteForm
from ocop.producers.forms.records import (
    DescribeProducerForm,
    DescribeProductForm,
    PairForm,
    PicturesForm,
    PlaceForm,
    ProducerForm,
    ProductForm,
    SearchForm,
    StateForm,
)

__all__ = [
    "DescribeProducerForm",
    "DescribeProductForm",
    "InviteForm",
    "PairForm",
    "PicturesForm",
    "PlaceForm",
    "ProducerForm",
    "ProductForm",
    "SearchForm",
    "StateForm",
]
