"""What was published, as an Atom feed (RFC 4287)."""

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed

from coopcouncil.web.subjects import News

KINDS = {
    "spending": "Spending figures",
    "evidence": "Evidence",
    "motions": "Motions on an order paper",
    "meetings": "Meetings, agendas and minutes",
    "promises": "Promises that are done",
    "reports": "Reports to committees",
}


def feed_of(published: list[News], *, title: str, address: str) -> str:
    """The feed's XML; `address` is that of the feed itself, from the site's root."""
    site = settings.COOPCOUNCIL_ADDRESS
    feed = Atom1Feed(title=title, link=f"{site}/", feed_url=f"{site}{address}", description="", language="en-gb")
    for each in published:
        feed.add_item(
            title=each.title,
            link=f"{site}{each.address}",
            description=each.summary or each.title,
            unique_id=f"{site}{each.address}#{each.at:%Y%m%dT%H%M%S%f}",
            pubdate=each.at,
            updateddate=each.at,
        )
    return feed.writeString("utf-8")
