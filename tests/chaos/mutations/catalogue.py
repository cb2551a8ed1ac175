from tests.chaos.mutations import situations
from tests.chaos.mutations.mutation import Edit, Mutation
from tests.chaos.mutations.scenario import Scenario

_EFFECT_RUNNER = "firefighter/worker/effect_runner.py"
_OUTBOX = "firefighter/adapters/store/outbox.py"
_PLAN = "firefighter/effects/plan.py"
_DRILL = "firefighter/domain/drill.py"
_GAME_CLOCK = "firefighter/domain/game_clock.py"
_ENQUEUE = "firefighter/adapters/store/enqueue.py"
_SIMULATION = "firefighter/effects/drills.py"

MUTATIONS = (
    Mutation(
        "Inbox",
        "a delivery in the inbox is handled again",
        (
            Edit(
                "firefighter/adapters/store/unit_of_work.py",
                "            raise AlreadyHandled\n",
                "            return\n",
            ),
        ),
        Scenario(situations.delivered_twice),
    ),
    Mutation(
        "Acknowledge after the commit",
        "Bolt's default: an event is acknowledged before it is handled",
        (
            Edit(
                "firefighter/adapters/slack/inbound/app.py",
                "process_before_response=True",
                "process_before_response=False",
            ),
        ),
        Scenario(situations.mentioned_while_the_database_is_away, database="postgresql"),
    ),
    Mutation(
        "Probe, of a message",
        "a retry does not check whether the message was posted",
        (
            Edit(
                _EFFECT_RUNNER,
                "effect.already_done(context) if context.tried_before else None",
                "None",
            ),
        ),
        Scenario(situations.posted_without_an_answer),
    ),
    Mutation(
        "Probe, of a channel",
        "an existing channel is never recognized as ours",
        (
            Edit(
                "firefighter/effects/channel_names.py",
                "    if context.tried_before:\n",
                "    if False:\n",
            ),
        ),
        Scenario(situations.channel_created_without_an_answer),
    ),
    Mutation(
        "Probe, of a page",
        "PagerDuty gets no deduplication key and makes one up each time",
        (
            Edit(
                "firefighter/adapters/pagerduty/events_api.py",
                '"dedup_key": page_request.key, "client"',
                '"client"',
            ),
        ),
        Scenario(situations.paged_without_an_answer),
    ),
    Mutation(
        "Only the outbox tries again",
        "`slack_sdk` resends after a dropped connection, as it does by default",
        (
            Edit(
                "firefighter/adapters/slack/outbound/calls.py",
                "timeout=timeout_s, retry_handlers=[]",
                "timeout=timeout_s",
            ),
        ),
        Scenario(situations.posted_without_an_answer),
    ),
    Mutation(
        "Fencing",
        "a worker that lost its lease may still settle",
        (Edit(_OUTBOX, "            _EFFECTS.c.fence == claim.fence,\n", ""),),
        Scenario(
            situations.back_from_the_dead,
            database="postgresql",
            workers=2,
            call_timeout_s=4,
            lease_s=16,
        ),
    ),
    Mutation(
        "Leases outlast calls",
        "a lease of 0.5 s, and calls ignore it",
        (
            Edit(
                "firefighter/bootstrap/worker.py",
                "lease_s=settings.policy.worker.lease_s",
                "lease_s=0.5",
            ),
            Edit(
                "firefighter/effects/call_limits.py",
                "return end is None or time <= end",
                "return True",
            ),
            Edit(
                _EFFECT_RUNNER,
                "if self.context.clock.now() >= claim.lease_until:\n"
                "                raise LostLease",
                "if False:\n                raise LostLease",
            ),
        ),
        Scenario(situations.slow_and_failing, call_timeout_s=2, lease_s=8),
    ),
    Mutation(
        "Incident lock",
        "settling does not lock the incident",
        (
            Edit(
                _OUTBOX,
                "owner.lock(session)\n            _settle(session, claim, state",
                "_settle(session, claim, state",
            ),
        ),
        Scenario(
            situations.settled_while_another_enqueues,
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
                _ENQUEUE,
                "batch.add(row, lane, [lane, *needed])",
                "batch.add(row, lane, needed)",
            ),
        ),
        Scenario(situations.first_line_fails),
    ),
    Mutation(
        "Dependencies",
        "an effect does not wait for the lanes it needs",
        (
            Edit(
                _ENQUEUE,
                "batch.add(row, lane, [lane, *needed])",
                "batch.add(row, lane, [lane])",
            ),
        ),
        Scenario(situations.announcement_late),
    ),
    Mutation(
        "Coalescing",
        "a change coalesces with an edit already in progress",
        (Edit(_ENQUEUE, "            EffectRow.leased_by.is_(None),\n", ""),),
        Scenario(situations.changed_while_drawing, call_timeout_s=2, lease_s=8),
    ),
    Mutation(
        "Delete the announcement",
        "an incident that becomes private stays announced",
        (Edit(_PLAN, "    yield DeleteAnnouncement()\n", ""),),
        Scenario(situations.made_private),
    ),
    Mutation(
        "Leave the channel",
        "the public channel is not left",
        (Edit(_PLAN, "yield from leave_channel(ChannelId(event.left))", "pass"),),
        Scenario(situations.made_private_with_a_channel),
    ),
    Mutation(
        "Injects, once",
        "that an inject was sent is not kept",
        (
            Edit(
                _DRILL,
                "self.injects = {**self.injects, inject: record}",
                "self.injects = {**self.injects} if record else {}",
            ),
        ),
        Scenario(situations.drill_goes_on),
    ),
    Mutation(
        "Injects, paused",
        "the game clock of a paused drill runs on",
        (
            Edit(
                _GAME_CLOCK, "return not self.is_over and self.paused_since is None", "return True"
            ),
            Edit(_GAME_CLOCK, "        for pause in self.pauses:\n", "        for pause in ():\n"),
            Edit(_DRILL, "        if self.paused_since:\n", "        if False:\n"),
        ),
        Scenario(situations.drill_paused),
    ),
    Mutation(
        "Injects, stopped",
        "the game clock of a stopped drill runs on",
        (
            Edit(
                _GAME_CLOCK, "return not self.is_over and self.paused_since is None", "return True"
            ),
            Edit(_GAME_CLOCK, "        yield start, self.over_at\n", "        yield start, None\n"),
            Edit(_DRILL, "        if self.is_over:\n", "        if False:\n"),
        ),
        Scenario(situations.drill_stopped),
    ),
    Mutation(
        "Injects, next",
        "nothing is scheduled for the next inject",
        (Edit("firefighter/jobs/injects.py", "        if wall_time:\n", "        if False:\n"),),
        Scenario(situations.drill_left_alone),
    ),
    Mutation(
        "Injects, retried in a pause",
        "a retry does not look whether the drill is paused",
        (
            Edit(
                _SIMULATION, "        raise Postponed(PAUSE_CHECKED_S)\n", "        return False\n"
            ),
        ),
        Scenario(situations.paused_before_slack_took_an_inject),
    ),
    Mutation(
        "Injects, retried after the end",
        "a retry does not look whether the drill is over",
        (
            Edit(
                _SIMULATION,
                "drill is None or snapshot.drill.is_over:\n        return True\n"
                "    if not snapshot.drill.is_running:\n",
                "drill is None:\n        return True\n    if snapshot.drill.paused_since:\n",
            ),
            Edit(
                "firefighter/effects/effect.py",
                "return drill is not None and drill.is_over",
                "return False",
            ),
        ),
        Scenario(situations.stopped_before_slack_took_an_inject),
    ),
    Mutation(
        "Mark of a drill",
        "the text of a message does not say that it is an exercise",
        (
            Edit(
                "firefighter/adapters/slack/blocks/drills.py",
                "return with_exercise_mark(kind, text), marked",
                "return text, marked",
            ),
        ),
        Scenario(situations.drill_goes_on),
    ),
    Mutation(
        "Pages of a drill",
        "a page in a drill is not simulated",
        (
            Edit(
                "firefighter/use_cases/paging.py",
                "handle=handle, simulated=not real)",
                "handle=handle, simulated=False)",
            ),
        ),
        Scenario(situations.drill_that_pages),
    ),
    Mutation(
        "Scores",
        "a hint costs nothing",
        (
            Edit(
                "firefighter/domain/scoring.py",
                "return Fraction(hint.price) if hint.at < half_time else Fraction(hint.price, 2)",
                "return Fraction(0 * hint.price) if hint.at < half_time else Fraction(0)",
            ),
        ),
        Scenario(situations.drill_with_a_hint),
    ),
    Mutation(
        "Scoreboards",
        "each team gets the points of all teams",
        (
            Edit(
                "firefighter/use_cases/game_day_score.py",
                "if drill.team == team and each in drill_scores",
                "if drill.team and each in drill_scores",
            ),
        ),
        Scenario(situations.game_day_with_a_winner),
    ),
    Mutation(
        "Drills are no incidents",
        "the metrics count drills as well",
        (
            Edit(
                "firefighter/domain/metrics/facts.py",
                "    if kind is Kind.DRILL:\n",
                "    if kind is None:\n",
            ),
        ),
        Scenario(situations.drill_with_a_hint),
    ),
    Mutation(
        "Injects, sealed",
        "injects are sent as soon as their time is known",
        (
            Edit(
                "firefighter/domain/injects.py",
                "is not None and time <= now\n",
                "is not None\n",
            ),
        ),
        Scenario(situations.drill_goes_on),
    ),
)
