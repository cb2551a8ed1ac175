"""Runs one claimed effect, and records the outcome."""

import logging
import random
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from firefighter.domain.errors import AlreadyHandled, StoreUnavailable
from firefighter.domain.ids import IncidentId
from firefighter.effects.call_limits import RateLimits, lease_until
from firefighter.effects.cards import RefreshCard, panels_of
from firefighter.effects.channel_state import outcome_after_refusal, outcome_without_channel
from firefighter.effects.effect import Effect, EffectContext, PlaceMissing, Postponed
from firefighter.effects.game_day_channels import outcome_after_game_day_refusal
from firefighter.effects.registry import load_effect
from firefighter.i18n import gettext, use_language
from firefighter.jobs.duplicates import plan_duplicate_checks
from firefighter.jobs.repeated_edits import plan_repeated_edits
from firefighter.jobs.retries import plan_game_day_retry, plan_retry
from firefighter.ports.app_context import AppContext
from firefighter.ports.foreground import Meter
from firefighter.ports.game_days import GameDaySnapshot
from firefighter.ports.gateways import Gateways
from firefighter.ports.outbox import Claim, LostLease, Outbox, Outcome, RecordOutcome, RetryReason
from firefighter.ports.outgoing import CallRefused, OutgoingError, RateLimited
from firefighter.ports.snapshot import Snapshot
from firefighter.ports.store import EffectRequest, JobRequest
from firefighter.use_cases.game_day_report import learning_report
from firefighter.use_cases.game_day_score import rank_game_day
from firefighter.worker.config import WorkerConfig

SnapshotLoader = Callable[[IncidentId], Snapshot]


class SharedSnapshots:
    """Loads each incident once for effects that were claimed together.

    None of them waits for what another one does, so all may act on the same snapshot. If loading
    fails, the next effect tries again.
    """

    def __init__(self, load_snapshot: SnapshotLoader) -> None:
        self._load = load_snapshot
        self._loaded: dict[IncidentId, Snapshot] = {}
        self._loading: dict[IncidentId, threading.Lock] = defaultdict(threading.Lock)
        self._lock = threading.Lock()

    def __call__(self, incident_id: IncidentId) -> Snapshot:
        with self._lock:
            loading = self._loading[incident_id]
        with loading:
            if incident_id not in self._loaded:
                self._loaded[incident_id] = self._load(incident_id)
            return self._loaded[incident_id]


log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class EffectRunner:
    """Runs claimed effects. Raises LostLease when another worker has taken one over."""

    outbox: Outbox
    context: AppContext
    gateways: Gateways
    rate_limits: RateLimits
    kinds: Mapping[str, type[Effect]]
    meter: Meter
    config: WorkerConfig = field(default_factory=WorkerConfig)

    def run(
        self, claim: Claim, stopping: threading.Event, load_snapshot: SnapshotLoader | None = None
    ) -> None:
        """Runs the effect and settles the claim. Raises StoreUnavailable when it cannot settle.

        `load_snapshot` loads its incident; by default it is loaded from the store.
        """
        outcome, record = self._try(claim, load_snapshot)
        while True:
            try:
                record()
            except StoreUnavailable:
                # An unrecorded effect has to be looked up again, so retry while the lease lasts.
                if self.context.clock.now() >= claim.lease_until or stopping.wait(
                    self.config.retry_base_s
                ):
                    raise
            else:
                return self.meter.effect(claim.kind, outcome)

    def _try(
        self, claim: Claim, load_snapshot: SnapshotLoader | None = None
    ) -> tuple[str, Callable[[], None]]:
        """Runs the effect. Returns the outcome in a word for the metrics, and how to record it."""
        try:
            with lease_until(claim.lease_until), use_language(self.context.language):
                outcome = self._do(claim, load_snapshot)
        except LostLease:
            raise
        except RateLimited as limit:
            return "rate_limited", self._wait_for_rate_limit(claim, limit)
        except Postponed as waits:
            return "postponed", self._wait(claim, waits)
        except Exception as error:  # noqa: BLE001 - one broken effect must not stop the others
            return self._note_failure(claim, error)
        return "done", lambda: self.outbox.done(claim, outcome)

    def _do(self, claim: Claim, load_snapshot: SnapshotLoader | None = None) -> Outcome:
        effect = load_effect(self.kinds, claim)
        if effect is None:
            raise _UnknownKind
        context = self._context(claim, load_snapshot or self.context.records.snapshot)
        retried = claim.failed_before and effect.shown_on_panel
        refreshed = _panel_refreshes(claim, context.known) if retried else ()
        outcome = (
            Outcome()
            if effect.is_void(context) and not context.tried_before
            else outcome_without_channel(effect, context) or self._work(effect, context, claim)
        )
        if outcome.record:
            self._record(claim, outcome.record)
        return replace(
            outcome,
            next_effects=(*outcome.next_effects, *refreshed),
            job_requests=(
                *outcome.job_requests,
                *self._duplicate_checks(claim, context),
                *self._repeated_edits(claim, effect),
            ),
        )

    def _duplicate_checks(self, claim: Claim, context: EffectContext) -> Sequence[JobRequest]:
        """Slack may carry out the call of an earlier try after this one has looked for it.

        Also if its message is no longer wanted: then none is kept.
        """
        sent = (context.sent or context.looked_in_vain) if claim.may_be_done_late else ()
        now = self.context.clock.now()
        return tuple(
            plan_duplicate_checks(
                claim.incident_id, sent, claim.idempotency_key, context.since, now
            )
        )

    def _repeated_edits(self, claim: Claim, effect: Effect) -> Sequence[JobRequest]:
        """Slack may carry out the call of an earlier try after this one, or after a newer edit."""
        if not (effect.shows_state and claim.may_be_done_late):
            return ()
        return tuple(plan_repeated_edits(claim, effect.request(), self.context.clock.now()))

    def _work(self, effect: Effect, context: EffectContext, claim: Claim) -> Outcome:
        try:
            earlier = effect.already_done(context) if context.tried_before else None
            if self.context.clock.now() >= claim.lease_until:
                raise LostLease
            return earlier or effect.do(context)
        except PlaceMissing:
            return Outcome()
        except CallRefused as refused:
            if context.known_game_day:
                return outcome_after_game_day_refusal(effect, context, refused)
            return outcome_after_refusal(effect, context, refused)

    def _record(self, claim: Claim, record: RecordOutcome) -> None:
        """Records once, also when the effect runs again after a crash between this and settling."""
        with suppress(AlreadyHandled):
            record(self.context, claim.record_delivery_id)

    def _context(self, claim: Claim, load_snapshot: SnapshotLoader) -> EffectContext:
        known = (
            None
            if claim.incident_id is None
            else replace(load_snapshot(claim.incident_id), at=self.context.clock.now())
        )
        return EffectContext(
            gateways=self.gateways,
            idempotency_key=claim.idempotency_key,
            enqueued_at=claim.created_at,
            tried_before=claim.fence > 1,
            known=known,
            people=self.context.records.people,
            records=self.context.records,
            figures=self.context.statistics,
            known_game_day=self._game_day(claim),
            game_days=self.context.game_days,
            score_teams=partial(rank_game_day, self.context),
            read_report=partial(learning_report, self.context),
            library=self.context.scenarios,
        )

    def _game_day(self, claim: Claim) -> GameDaySnapshot | None:
        if claim.game_day_id is None:
            return None
        found = self.context.game_days.game_day(None, claim.game_day_id)
        return replace(found, at=self.context.clock.now())

    def _wait_for_rate_limit(self, claim: Claim, limit: RateLimited) -> Callable[[], None]:
        until = self.context.clock.now() + timedelta(seconds=limit.retry_after_s)
        self.rate_limits.extend({limit.scope: until})
        # Spread over a second, so that not all effects in this scope come back at once.
        again = until + timedelta(seconds=random.random())  # noqa: S311 - jitter, not security

        def record() -> None:
            self.outbox.record_rate_limit(limit.scope, until)
            self._postpone(claim, again, RetryReason(self._why(limit), failed=False))

        return record

    def _wait(self, claim: Claim, waits: Postponed) -> Callable[[], None]:
        until = self.context.clock.now() + timedelta(seconds=waits.wait_s)
        reason = RetryReason(self._why(waits), failed=False)
        return lambda: self.outbox.postpone(claim, until, reason)

    def _note_failure(self, claim: Claim, error: Exception) -> tuple[str, Callable[[], None]]:
        expected = isinstance(error, _EXPECTED)
        log.warning(
            "Effect %s (%s) failed: %s",
            claim.idempotency_key,
            claim.kind,
            error,
            exc_info=not expected,
        )
        if isinstance(error, _UnknownKind):
            later = self.context.clock.now() + timedelta(seconds=self.config.lease_s)
            retry_reason = RetryReason(self._why(error), failed=False)
            return "unknown", lambda: self._postpone(claim, later, retry_reason)
        retry_reason = RetryReason(self._why(error))
        failures = claim.failures + 1
        retryable = expected and not isinstance(error, CallRefused)
        if failures >= (self.config.tries if retryable else self.config.tries_refused):
            return "failed", lambda: self._mark_failed(claim, retry_reason)
        again = self.context.clock.now() + timedelta(seconds=self._backoff_s(claim, failures))
        report = failures == self.config.report_after
        return "retry", lambda: self._postpone(claim, again, retry_reason, report=report)

    def _backoff_s(self, claim: Claim, failures: int) -> float:
        wait_s, longest_s = self.config.backoff_s(failures), self.kinds[claim.kind].longest_wait_s
        return wait_s if longest_s is None else min(wait_s, longest_s)

    def _why(self, error: Exception) -> str:
        with use_language(self.context.language):
            if isinstance(error, _EXPECTED):
                return str(error)
            return gettext("internal error; see the log")

    def _postpone(
        self, claim: Claim, until: datetime, retry_reason: RetryReason, *, report: bool = False
    ) -> None:
        """Refreshes the panels as well, if the wait is long enough for people to notice."""
        wait_s = (until - self.context.clock.now()).total_seconds()
        noticed = wait_s >= self.config.notify_after_s
        next_effects = (
            *(self._card_refreshes(claim) if noticed else ()),
            *(self._failure_effects(claim, retry_reason.why) if report else ()),
        )
        self.outbox.postpone(claim, until, retry_reason, next_effects)

    def _mark_failed(self, claim: Claim, retry_reason: RetryReason) -> None:
        next_effects = (
            *self._card_refreshes(claim),
            *self._failure_effects(claim, retry_reason.why),
        )
        self.outbox.mark_failed(claim, retry_reason, next_effects, self._slow_retries(claim))

    def _failure_effects(self, claim: Claim, why: str) -> Sequence[EffectRequest]:
        if claim.incident_id is None and claim.game_day_id is None:
            return ()
        try:
            effect = load_effect(self.kinds, claim)
        except ValueError:  # the payload is invalid, which is why the effect failed
            return ()
        context = self._context(claim, self.context.records.snapshot)
        return [each.request() for each in effect.failure_effects(context, why)] if effect else ()

    def _slow_retries(self, claim: Claim) -> Sequence[JobRequest]:
        """Failed effects are retried for a day, in case the cause disappears.

        Those of neither an incident nor a Game Day are answers that are too late by then.
        """
        now = self.context.clock.now()
        job: JobRequest | None = None
        if claim.incident_id is not None:
            job = plan_retry(claim.incident_id, claim.created_at, now)
        elif claim.game_day_id is not None:
            job = plan_game_day_retry(claim.game_day_id, claim.created_at, now)
        return (job,) if job else ()

    def _card_refreshes(self, claim: Claim) -> Sequence[EffectRequest]:
        kind = self.kinds.get(claim.kind)
        if kind is not None and not kind.shown_on_panel:
            return ()
        known = (
            None if claim.incident_id is None else self.context.records.snapshot(claim.incident_id)
        )
        return _panel_refreshes(claim, known)


def _panel_refreshes(claim: Claim, known: Snapshot | None) -> Sequence[EffectRequest]:
    """Refreshes of the panels, which show failed effects; without the one this effect draws."""
    if known is None:
        return ()
    own = claim.payload.get("place") if claim.kind == RefreshCard.kind else None
    return [RefreshCard(place).request() for place in panels_of(known.incident) if place != own]


class _UnknownKind(Exception):
    """A newer version enqueued the effect."""

    def __str__(self) -> str:
        return gettext("needs a newer version of the bot")


_EXPECTED = (OutgoingError, Postponed, StoreUnavailable, _UnknownKind)
"""Errors whose text explains the cause to people."""
