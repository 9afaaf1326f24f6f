"""A small version of make chaos."""

from tests.replicas.chaos import Plan, chaos


async def test_replicas_that_are_killed_serve_everybody_and_nobody_more_than_a_kill_explains(
    url: str,
) -> None:
    plan = Plan(owners=200, replicas=2, every=0.7, seconds=60, alive_for=1.5, kills=3)
    report = await chaos(plan, url)
    assert report.is_well, str(report)
    assert report.kills == 3
    assert report.shown >= 200 - report.unsure
