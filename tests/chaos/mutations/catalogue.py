from tests.chaos.mutations import moments
from tests.chaos.mutations.mutation import Edit, Mutation
from tests.chaos.mutations.scenario import Scenario

_ATTEMPT = "firefighter/worker/attempt.py"
_OUTBOX = "firefighter/store/outbox.py"
_PLAN = "firefighter/effects/plan.py"
_ENQUEUEING = "firefighter/store/enqueueing.py"

MUTATIONS = (
    Mutation(
        "Inbox",
        "a delivery that is in the inbox is handled again",
        (
            Edit(
                "firefighter/store/unit_of_work.py",
                "            raise AlreadyHandled\n",
                "            return\n",
            ),
        ),
        Scenario(moments.delivered_twice),
    ),
    Mutation(
        "Acknowledge after the commit",
        "Bolt's default: an event is acknowledged before it is handled",
        (
            Edit(
                "firefighter/slack/app.py",
                "process_before_response=True",
                "process_before_response=False",
            ),
        ),
        Scenario(moments.mentioned_while_the_database_is_away, database="postgresql"),
    ),
    Mutation(
        "Probe, of a message",
        "a retry does not look whether it was posted",
        (
            Edit(
                _ATTEMPT,
                "effect.done_earlier(job) if job.tried_before else None",
                "None",
            ),
        ),
        Scenario(moments.posted_without_an_answer),
    ),
    Mutation(
        "Probe, of a room",
        "a room that is there is never ours",
        (
            Edit(
                "firefighter/effects/create_room.py",
                "    if job.tried_before:\n",
                "    if False:\n",
            ),
        ),
        Scenario(moments.room_made_without_an_answer),
    ),
    Mutation(
        "Probe, of a page",
        "PagerDuty is told no key, so that it makes one up each time",
        (
            Edit(
                "firefighter/paging/pagerduty.py",
                '"dedup_key": alarm.key, "client"',
                '"client"',
            ),
        ),
        Scenario(moments.paged_without_an_answer),
    ),
    Mutation(
        "Only the outbox tries again",
        "`slack_sdk` resends after a dropped connection, as it does by default",
        (
            Edit(
                "firefighter/slack/calls.py",
                "timeout=timeout_s, retry_handlers=[]",
                "timeout=timeout_s",
            ),
        ),
        Scenario(moments.posted_without_an_answer),
    ),
    Mutation(
        "Fencing",
        "who lost the lease may settle all the same",
        (Edit(_OUTBOX, "            _EFFECTS.c.fence == claim.fence,\n", ""),),
        Scenario(
            moments.back_from_the_dead,
            database="postgresql",
            workers=2,
            call_timeout_s=4,
            lease_s=16,
        ),
    ),
    Mutation(
        "Leases outlast calls",
        "a lease of 0.5 s, and calls that do not look at it",
        (
            Edit(
                "firefighter/bootstrap/__init__.py",
                "lease_s=settings.policy.worker.lease_s",
                "lease_s=0.5",
            ),
            Edit(
                "firefighter/effects/lease.py", "return end is None or moment <= end", "return True"
            ),
            Edit(
                _ATTEMPT,
                "if self.house.clock.now() >= claim.lease_until:\n                raise LostLease",
                "if False:\n                raise LostLease",
            ),
        ),
        Scenario(moments.slow_and_failing, call_timeout_s=2, lease_s=8),
    ),
    Mutation(
        "Incident lock",
        "settling does not lock the incident",
        (
            Edit(
                _OUTBOX,
                "lock_incident(session, claim.incident_id)\n"
                "            _settle(session, claim, state",
                "_settle(session, claim, state",
            ),
        ),
        Scenario(
            moments.settled_while_another_enqueues,
            database="postgresql",
            call_timeout_s=2,
            lease_s=8,
        ),
    ),
    Mutation(
        "Lane order",
        "an effect does not wait for the one before it in its lane",
        (
            Edit(
                _ENQUEUEING,
                "batch.add(row, lane, [lane, *needed])",
                "batch.add(row, lane, needed)",
            ),
        ),
        Scenario(moments.first_line_fails),
    ),
    Mutation(
        "Dependencies",
        "an effect does not wait for the lanes it needs",
        (
            Edit(
                _ENQUEUEING,
                "batch.add(row, lane, [lane, *needed])",
                "batch.add(row, lane, [lane])",
            ),
        ),
        Scenario(moments.announcement_late),
    ),
    Mutation(
        "Coalescing",
        "a change rides along with an edit that is being made already",
        (Edit(_ENQUEUEING, "            EffectRow.leased_by.is_(None),\n", ""),),
        Scenario(moments.changed_while_drawing, call_timeout_s=2, lease_s=8),
    ),
    Mutation(
        "Taking down",
        "what becomes private stays announced",
        (Edit(_PLAN, "    yield TakeDown()\n", ""),),
        Scenario(moments.made_private),
    ),
    Mutation(
        "Leaving",
        "nothing is done in the room that everybody can read",
        (Edit(_PLAN, "yield from leaving(ChannelId(event.left))", "pass"),),
        Scenario(moments.made_private_with_a_room),
    ),
)
