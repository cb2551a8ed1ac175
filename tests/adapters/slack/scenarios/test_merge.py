"""Merging a duplicate closes it and moves responders and follow-ups."""

import pytest

from firefighter.adapters.store.incidents import fact_row
from firefighter.domain.events import FollowUpChanged, Merged, StatusChanged
from firefighter.domain.follow_ups import FollowUpState
from firefighter.domain.lifecycle import Decline, DeclineReason, Status
from firefighter.domain.metrics.facts import Group
from firefighter.playground.slack import Person, Reply
from tests.adapters.slack.scenarios.drill_case import start_drill
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text


def merge(
    scenario: Scenario,
    duplicate: IncidentCase,
    merge_target: IncidentCase,
    by: Person | None = None,
    note: str = "",
) -> Reply:
    """By the command in the duplicate's own channel, if it has one."""
    person = by or scenario.ana
    scenario.type(person, f"merge {duplicate.reference}")
    return duplicate.send(person, duplicate_of=str(merge_target.id), note=note)


def add_follow_up(scenario: Scenario, case: IncidentCase, text: str, **values: object) -> None:
    scenario.type(scenario.ana, f"followup {case.reference}")
    case.send(scenario.ana, text=text, **values)


def is_merged(duplicate: IncidentCase, merge_target: IncidentCase) -> bool:
    return duplicate.incident.declined == Decline(DeclineReason.DUPLICATE, merge_target.id)


def test_duplicate_is_closed_and_links_the_original(scenario_on_either: Scenario) -> None:
    scenario = scenario_on_either
    merge_target = scenario.declare("sev1 Checkout returns 500")
    duplicate = scenario.declare("sev2 Payments fail", by=scenario.ben)
    assert not duplicate.lines
    assert not merge(scenario, duplicate, merge_target, note="One cache").errors
    assert is_merged(duplicate, merge_target)
    assert duplicate.incident.status is Status.CLOSED
    line = (
        f":twisted_rightwards_arrows: <@{scenario.ana.id}> merged it into "
        f"{merge_target.reference}. "
        f"One cache :arrow_right: Continues in <#{merge_target.incident_channel.id}>."
    )
    assert duplicate.lines == [line, line]
    in_channel = scenario.slack.messages(duplicate.incident_channel)
    assert [each.text for each in in_channel].count(line) == 1
    announced = shown(duplicate.announcement)
    assert (
        f"*Merged into*\n{merge_target.reference} · <#{merge_target.incident_channel.id}>"
        in announced
    )
    assert f"Merged into {merge_target.reference}: Checkout returns 500" in shown(duplicate.panel)


def test_a_drill_and_a_real_incident_are_not_merged(scenario: Scenario) -> None:
    real = scenario.declare("sev3 Real thing")
    drill = start_drill(scenario)
    for one, other in ((drill, real), (real, drill)):
        told = scenario.answer(scenario.ana, f"merge {one.reference} {other.reference}")
        assert "One of them is a drill, the other is real. They can't be merged." in told
        assert "Unknown" not in told
    hidden = scenario.answer(scenario.ana, f"merge {real.reference} INC-{drill.id + 1000}")
    assert "doesn't exist, or you don't have access" in hidden


def test_responders_are_invited_and_one_line_is_posted(
    scenario_on_either: Scenario,
) -> None:
    scenario = scenario_on_either
    merge_target = scenario.declare("sev1 Checkout returns 500")
    duplicate = scenario.declare("sev2 Payments fail", by=scenario.ben)
    duplicate.press(scenario.dora, "role.commander")
    assert scenario.ben.id not in merge_target.incident_channel.members
    before, cards = len(merge_target.lines), shown(merge_target.announcement)
    merge(scenario, duplicate, merge_target)
    assert {scenario.ben.id, scenario.dora.id} <= set(merge_target.incident_channel.members)
    (line,) = merge_target.lines[before:]
    assert line == (
        f":twisted_rightwards_arrows: <@{scenario.ana.id}> merged {duplicate.reference} into this "
        "incident: Payments fail. 2 people added"
    )
    assert shown(merge_target.announcement) == cards
    merged = f"Merged into this incident: {duplicate.reference}: Payments fail"
    assert merged in shown(merge_target.channel_panel)


def test_without_a_channel_people_are_mentioned_in_the_thread(scenario: Scenario) -> None:
    merge_target = scenario.declare("sev3 Search is slow")
    duplicate = scenario.declare("sev1 Search is down", by=scenario.ben)
    merge(scenario, duplicate, merge_target)
    announced = merge_target.announcement
    link = f"{scenario.slack.url}/archives/{announced.channel}/p{announced.ts.replace('.', '')}"
    assert duplicate.lines[-1].endswith(f"Continues in <{link}|{merge_target.reference}>.")
    assert f"<{link}|{merge_target.reference}>" in shown(duplicate.announcement)
    assert merge_target.lines[-1].endswith(f"Joining you: <@{scenario.ben.id}>")


def test_merge_is_on_both_timelines(scenario: Scenario) -> None:
    merge_target, duplicate = (
        scenario.declare("sev3 One"),
        scenario.declare("sev3 The other", by=scenario.ben),
    )
    merge(scenario, duplicate, merge_target)
    ended = duplicate.timeline[-1]
    assert isinstance(ended, StatusChanged)
    assert (ended.merged, ended.duplicate_of) == (True, merge_target.id)
    taken_over = merge_target.timeline[-1]
    assert isinstance(taken_over, Merged)
    assert (taken_over.duplicate, taken_over.people) == (duplicate.id, (scenario.ben.id,))


def test_open_follow_ups_move_with_owner_and_due_date(scenario: Scenario) -> None:
    merge_target, duplicate = scenario.declare("sev1 One"), scenario.declare("sev1 The other")
    add_follow_up(scenario, merge_target, "Add an alarm")
    add_follow_up(scenario, duplicate, "Fix the cache", owner=scenario.ben.id, due="2030-03-09")
    add_follow_up(scenario, duplicate, "Was done")
    scenario.type(scenario.ana, f"followups {duplicate.reference}")
    view = scenario.ana.view
    assert view is not None
    scenario.ana.press(view, action_id="follow_up.2", value=f"{duplicate.id}|2|done|")
    scenario.ana.close_view()
    before = len(merge_target.lines)
    merge(scenario, duplicate, merge_target)
    first, second = merge_target.incident.follow_ups.values()
    assert (first.text, second.text, second.number) == ("Add an alarm", "Fix the cache", 2)
    assert (second.owner, str(second.due), second.is_open) == (scenario.ben.id, "2030-03-09", True)
    states = [each.state for each in duplicate.incident.follow_ups.values()]
    assert states == [FollowUpState.MOVED, FollowUpState.DONE]
    (line,) = merge_target.lines[before:]
    assert line.endswith("1 follow-up moved")
    assert "Fix the cache" in shown(merge_target.channel_panel)
    assert "Fix the cache" not in shown(duplicate.channel_panel)
    came = merge_target.timeline[-1]
    assert isinstance(came, FollowUpChanged)
    assert came.merged == duplicate.id
    scenario.type(scenario.ana, f"followups {duplicate.reference}")
    assert scenario.ana.view is not None
    assert "Fix the cache~ · moved to the other incident" in modal_text(scenario.ana.view)


def test_in_the_channel_a_number_names_the_original(scenario: Scenario) -> None:
    merge_target = scenario.declare("sev3 Search is slow")
    duplicate = scenario.declare("sev1 Search is down")
    scenario.type(
        scenario.ana, f"merge {merge_target.reference}", channel=duplicate.incident_channel.name
    )
    view = scenario.ana.view
    assert view is not None
    assert view.title == f"Merge {duplicate.reference}"
    assert not duplicate.send(scenario.ana).errors
    assert is_merged(duplicate, merge_target)


def test_merging_a_closed_incident_is_refused_before_the_form(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    case.press(scenario.ana, "step.decline")
    case.send(scenario.ana, reason="false_alarm")
    said = scenario.answer(scenario.ana, f"merge {case.reference}")
    assert said == "The incident is closed: you can't merge it. Nothing was changed."


def test_merge_is_offered_behind_more_while_the_incident_is_active(scenario: Scenario) -> None:
    merge_target, duplicate = scenario.declare("sev1 One"), scenario.declare("sev3 The other")
    duplicate.press(scenario.ana, "more")
    assert scenario.ana.view is not None
    assert scenario.ana.press(scenario.ana.view, action_id="more.merge").acknowledged
    assert not duplicate.send(scenario.ana, duplicate_of=str(merge_target.id)).errors
    assert is_merged(duplicate, merge_target)
    duplicate.press(scenario.ana, "more")
    assert scenario.ana.view is not None
    assert "more.merge" not in str(scenario.ana.view.blocks)


def test_similar_incidents_are_offered_first(scenario: Scenario) -> None:
    alike = scenario.declare("sev4 Reindeer statue leaks oil")
    other = scenario.declare("sev1 Other")
    duplicate = scenario.declare("sev3 Oil leaks from reindeer statue")
    scenario.type(scenario.ana, f"merge {duplicate.reference}")
    assert scenario.ana.view is not None
    offered = scenario.ana.suggest("duplicate_of", "").body["options"]
    names = [option["text"]["text"].split(" ")[0] for option in offered]
    assert names[0] == alike.reference
    assert other.reference in names
    assert duplicate.reference not in names


def test_declining_as_a_duplicate_merges(scenario: Scenario) -> None:
    merge_target = scenario.declare("sev1 One")
    duplicate = scenario.declare("sev3 The other", by=scenario.ben)
    duplicate.press(scenario.ben, "step.decline")
    duplicate.send(scenario.ben, reason="duplicate", duplicate_of=str(merge_target.id))
    assert is_merged(duplicate, merge_target)
    assert scenario.ben.id in merge_target.incident_channel.members
    assert isinstance(merge_target.timeline[-1], Merged)


def test_duplicate_of_a_closed_incident_is_declined_and_moves_nobody(scenario: Scenario) -> None:
    original = scenario.declare("sev3 One")
    original.press(scenario.ana, "step.mitigate")
    original.send(scenario.ana, note="Rolled back")
    original.press(scenario.ana, "step.close")
    duplicate = scenario.declare("sev3 The other", by=scenario.ben)
    said = len(original.lines)
    reply = merge(scenario, duplicate, original)
    assert reply.errors["duplicate_of"].startswith(
        f"{original.reference} is closed. Reopen it first, or decline this one"
    )
    scenario.ana.close_view()
    duplicate.press(scenario.ben, "step.decline")
    duplicate.send(scenario.ben, reason="duplicate", duplicate_of=str(original.id))
    assert is_merged(duplicate, original)
    assert f"declined it: duplicate of {original.reference}" in duplicate.lines[-1]
    assert len(original.lines) == said


def test_merging_twice_merges_once(scenario: Scenario) -> None:
    merge_target, duplicate = scenario.declare("sev3 One"), scenario.declare("sev3 The other")
    scenario.type(scenario.ana, f"merge {duplicate.reference}")
    scenario.type(scenario.ben, f"merge {duplicate.reference}")
    sent = duplicate.send(scenario.ana, duplicate_of=str(merge_target.id))
    said = (duplicate.timeline, merge_target.timeline, duplicate.lines, merge_target.lines)
    duplicate.send(scenario.ben, duplicate_of=str(merge_target.id))
    assert "The incident is closed: you can't merge it." in scenario.told(scenario.ben)[-1]
    scenario.slack.redeliver(sent)
    scenario.settle()
    assert (duplicate.timeline, merge_target.timeline, duplicate.lines, merge_target.lines) == said


def test_merging_with_itself_in_a_cycle_or_with_an_unknown_incident_is_refused(
    scenario: Scenario,
) -> None:
    merge_target, duplicate = scenario.declare("sev3 One"), scenario.declare("sev3 The other")
    reply = merge(scenario, duplicate, duplicate)
    assert reply.errors == {"duplicate_of": "An incident can't be a duplicate of itself."}
    scenario.ana.close_view()
    merge(scenario, duplicate, merge_target)
    reply = merge(scenario, merge_target, duplicate)
    assert reply.errors == {
        "duplicate_of": f"{duplicate.reference} was declined. Choose another incident."
    }
    scenario.ana.close_view()
    scenario.type(scenario.ana, f"merge {merge_target.reference}")
    reply = merge_target.send(scenario.ana, duplicate_of="99999")
    assert reply.errors == {"duplicate_of": "Unknown incident INC-99999."}
    scenario.ana.close_view()
    assert scenario.answer(scenario.ana, f"merge {merge_target.reference} INC-99999").startswith(
        "INC-99999 doesn't exist"
    )
    assert merge_target.incident.declined is None


def test_outsider_cannot_merge_into_a_private_incident(scenario: Scenario) -> None:
    secret = scenario.declare_by_form(title="Payroll leaked", private="private")
    public = scenario.declare("sev3 Fountain is dry")
    said = scenario.answer(scenario.ben, f"merge {public.reference} {secret.reference}")
    nothing = scenario.answer(scenario.ben, f"merge {public.reference} INC-99999")
    assert said == nothing.replace("INC-99999", secret.reference)
    reply = merge(scenario, public, secret, by=scenario.ben)
    assert reply.errors == {"duplicate_of": f"Unknown incident {secret.reference}."}


@pytest.mark.parametrize("private_one", ["duplicate", "survivor"])
def test_private_and_public_incidents_are_not_merged(scenario: Scenario, private_one: str) -> None:
    secret = scenario.declare_by_form(title="Payroll leaked", private="private")
    public = scenario.declare("sev3 Fountain is dry")
    pair = (secret, public) if private_one == "duplicate" else (public, secret)
    said = [each.text for each in scenario.everything_said()]
    reply = merge(scenario, *pair)
    assert reply.errors["duplicate_of"].startswith("One of them is private")
    scenario.settle()
    assert [each.text for each in scenario.everything_said()] == said
    assert pair[0].incident.status is Status.OPEN


def test_public_incident_cannot_be_declined_as_a_duplicate_of_a_private_one(
    scenario: Scenario,
) -> None:
    secret = scenario.declare_by_form(title="Payroll leaked", private="private")
    public = scenario.declare("sev3 Fountain is dry")
    public.press(scenario.ana, "step.decline")
    reply = public.send(scenario.ana, reason="duplicate", duplicate_of=str(secret.id))
    assert reply.errors["duplicate_of"].startswith("One of them is private")
    assert public.incident.status is Status.OPEN


def test_private_duplicate_of_a_public_incident_is_not_mentioned_there(
    scenario: Scenario,
) -> None:
    secret = scenario.declare_by_form(title="Payroll leaked", private="private")
    public = scenario.declare("sev3 Fountain is dry")
    before = (public.timeline, public.lines, shown(public.panel))
    secret.press(scenario.ana, "step.decline")
    secret.send(scenario.ana, reason="duplicate", duplicate_of=str(public.id))
    assert is_merged(secret, public)
    assert f"duplicate of {public.reference}" in secret.lines[-1]
    scenario.type(scenario.ana, f"show {public.reference}")
    public.press(scenario.ben, "step.investigate")
    told = " ".join([*public.lines, shown(public.panel), shown(public.announcement)])
    assert secret.reference not in told
    assert "Payroll" not in told
    assert before[0] == public.timeline[: len(before[0])]


def test_merging_private_incidents_requires_shared_members(scenario: Scenario) -> None:
    one = scenario.declare_by_form(title="Payroll leaked", private="private")
    other = scenario.declare_by_form(title="Payroll is on a pastebin", private="private")
    scenario.ana.invite(one.incident_channel, scenario.ben)
    scenario.settle()
    reply = merge(scenario, one, other)
    assert reply.errors["duplicate_of"].startswith("Both are private, and some responders")
    scenario.ana.close_view()
    assert scenario.ben.id not in other.incident_channel.members
    scenario.ana.invite(other.incident_channel, scenario.ben)
    scenario.settle()
    assert not merge(scenario, one, other).errors
    assert is_merged(one, other)
    assert f"Continues in <#{other.incident_channel.id}>" in one.lines[-1]


def test_metrics_count_one_of_them(scenario: Scenario) -> None:
    merge_target, duplicate = scenario.declare("sev3 One"), scenario.declare("sev3 The other")
    merge(scenario, duplicate, merge_target)
    assert fact_row(duplicate.incident)["counts_as"] is Group.DUPLICATE
    assert fact_row(merge_target.incident)["counts_as"] is Group.COUNTED
