import pytest

from ocop.content.embeds import embed_of

TUBE = "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1&rel=0"
VIMEO = "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1"


@pytest.mark.parametrize(
    ("url", "src"),
    [
        ("https://www.youtube.com/watch?v=aqz-KE-bpKQ", TUBE),
        ("https://m.youtube.com/watch?list=x&v=aqz-KE-bpKQ&t=3", TUBE),
        ("https://youtu.be/aqz-KE-bpKQ?t=3", TUBE),
        ("https://www.youtube.com/shorts/aqz-KE-bpKQ", TUBE),
        ("https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ", TUBE),
        ("https://vimeo.com/76979871", VIMEO),
        ("https://player.vimeo.com/video/76979871?h=1", VIMEO),
        ("https://www.youtube.com/@ocop", ""),
        ("https://www.youtube.com/watch?v=a/../b", ""),
        ("https://youtu.be/", ""),
        ("https://vimeo.com/channels/staff", ""),
        ("https://youtube.com.vidu.vn/watch?v=aqz-KE-bpKQ", ""),
        ("https://video.vidu.vn/xem/1", ""),
    ],
)
def test_a_player_is_made_for_the_videos_of_sites_we_know(url, src):
    embed = embed_of(url)

    assert (embed.src if embed else "") == src
