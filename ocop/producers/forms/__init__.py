from ocop.producers.forms.lists import PairForm, SearchForm
from ocop.producers.forms.people import InviteForm
from ocop.producers.forms.records import (
    DescribeProducerForm,
    DescribeProductForm,
    PicturesForm,
    PlaceForm,
    ProducerForm,
    ProductForm,
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
