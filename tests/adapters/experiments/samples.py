"""Results in the shapes that the tools write, of our own making.

Chaos Toolkit: https://chaostoolkit.org/reference/api/journal/; LitmusChaos: the GraphQL API of
ChaosCenter 2 and 3 and ChaosResult objects of 1.13, 2 and 3.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

Content = dict[str, object]

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECRET = "s3cr3t-p4ssw0rd"

LIBRARIES = ("1.9.0", "1.41.0", "1.44.0")
"""Versions of chaostoolkit-lib, whose journals differ."""

TITLE = "Checkout survives a slow database"
HYPOTHESIS = "Checkout answers within a second"
PROBES = ("checkout-answers", "orders-are-stored", "queue-is-short")


def _at(library: str, minute: int) -> str:
    """Only the newest writes the zone."""
    written = f"2026-03-02T09:{minute:02}:07.123456"
    return f"{written}+00:00" if library == "1.44.0" else written


def activity(name: str, *, action: bool = False) -> Content:
    return {
        "type": "action" if action else "probe",
        "name": name,
        "tolerance": 200,
        "provider": {
            "type": "http",
            "url": "https://checkout.example.com",
            "headers": {"Authorization": f"Bearer {SECRET}"},
        },
    }


def ran(library: str, name: str, *, met: bool | None = True, failed: bool = False) -> Content:
    """One activity that was run. `met` is None for an action, which has no tolerance."""
    run: Content = {
        "activity": activity(name, action=met is None),
        "output": {"status": 200 if met else 503, "body": f"password={SECRET}"},
        "start": _at(library, 41),
        "end": _at(library, 42),
        "duration": 0.2,
        "status": "failed" if failed else "succeeded",
    }
    if met is not None:
        run["tolerance_met"] = met
    if failed:
        run["output"] = None
        run["exception"] = ["Traceback (most recent call last):\n", f"ActivityFailed: {SECRET}\n"]
    return run


def state(library: str, *met: bool) -> Content:
    """A check, which ends at the first missed probe."""
    probes = [ran(library, name, met=each) for name, each in zip(PROBES, met, strict=False)]
    return {"steady_state_met": all(met), "probes": probes}


def journal(
    library: str,
    *,
    status: str = "completed",
    deviated: bool = False,
    before: Content | None = None,
    after: Content | None = None,
    during: Sequence[Content] | None = (),
    hypothesis: bool = True,
    **experiment: object,
) -> Content:
    content: Content = {
        "version": "1.0.0",
        "title": TITLE,
        "description": "n/a",
        "tags": ["checkout", "database"],
        "configuration": {"token": SECRET},
        "secrets": {"db": {"password": SECRET}},
        "method": [activity("slow-the-database", action=True)],
        "rollbacks": [activity("restore-the-database", action=True)],
    }
    if hypothesis:
        content["steady-state-hypothesis"] = {
            "title": HYPOTHESIS,
            "probes": [activity(name) for name in PROBES],
        }
    states: Content = {"before": before, "after": after}
    if library != "1.9.0":
        states["during"] = None if during is None else list(during)
    return {
        "chaoslib-version": library,
        "platform": "Linux-5.10-x86_64-with-glibc2.31",
        "node": "runner-1",
        "experiment": content | experiment,
        "start": _at(library, 40),
        "status": status,
        "deviated": deviated,
        "steady_states": states,
        "run": [ran(library, "slow-the-database", met=None)],
        "rollbacks": [],
        "end": _at(library, 45),
        "duration": 300.1,
    }


def notification(event: str, payload: object) -> Content:
    """https://chaostoolkit.org/reference/usage/settings/#notifications"""
    at = datetime(2026, 3, 2, 9, 40, 6, tzinfo=UTC)
    return {"name": event, "payload": payload, "phase": "run", "ts": at.timestamp()}


def fault_node(
    name: str,
    percentage: str,
    *,
    verdict: str = "Pass",
    probes: Sequence[Content] | None = (),
    key: str = "probeStatuses",
    engine: str = "",
) -> Content:
    """A node of the execution data that ran a fault; `probes` is None without a ChaosResult."""
    data: Content = {
        "engineUID": "0b6a2a5c-2b8e-4b1f-9d0e-1d8f6e8f0a11",
        "engineContext": "",
        "engineName": engine or f"{name}-x7k2p",
        "namespace": "litmus",
        "experimentName": name,
        "experimentStatus": "Completed",
        "lastUpdatedAt": "1772444700",
        "experimentVerdict": verdict,
        "experimentPod": f"{name}-pod",
        "runnerPod": f"{name}-runner",
        "probeSuccessPercentage": percentage,
        "failStep": "N/A",
        "chaosResult": None,
    }
    if probes is not None:
        data["chaosResult"] = {"status": {key: list(probes)}}
    return {
        "name": f"run-{name}",
        "phase": "Succeeded",
        "message": "",
        "startedAt": "1772444400",
        "finishedAt": "1772444700",
        "children": None,
        "type": "ChaosEngine",
        "chaosData": data,
    }


def probe(name: str, verdict: str, mode: str = "EOT") -> Content:
    """As versions 2.10 and 3 write it."""
    status = {"verdict": verdict, "description": f"got {SECRET}"}
    return {"name": name, "type": "httpProbe", "mode": mode, "status": status}


def old_probe(name: str, **status: str) -> Content:
    """As version 1.13 writes it."""
    return {"name": name, "type": "HTTPProbe", "status": status}


def execution(nodes: Sequence[Content], phase: str) -> str:
    """JSON text, as ChaosCenter stores it."""
    steps: list[Content] = [{"name": "install-faults", "type": "Pod", "phase": "Succeeded"}]
    return json.dumps(
        {
            "experimentType": "experiment",
            "eventType": "UPDATE",
            "namespace": "litmus",
            "name": "checkout-chaos-1772444400",
            "creationTimestamp": "1772444400",
            "phase": phase,
            "message": "",
            "startedAt": "1772444400",
            "finishedAt": "1772444700",
            "nodes": {f"node-{number}": node for number, node in enumerate([*steps, *nodes])},
        }
    )


def litmus_3(
    nodes: Sequence[Content],
    weights: Mapping[str, int],
    *,
    phase: str = "Completed",
    score: float | None = 100,
) -> Content:
    run: Content = {
        "projectID": "p-1",
        "experimentRunID": "8c2fbd0e-0d4a-4a53-8a6f-5a4f0f9d2b10",
        "experimentType": "Experiment",
        "experimentID": "e-1",
        "weightages": [
            {"faultName": name, "weightage": weight} for name, weight in weights.items()
        ],
        "updatedAt": "1772444701000",
        "createdAt": "1772444399000",
        "infra": {"infraID": "i-1", "name": "production", "serviceAccount": SECRET},
        "experimentName": "checkout-chaos",
        "experimentManifest": json.dumps({"env": SECRET}),
        "phase": phase,
        "resiliencyScore": score,
        "faultsPassed": 1,
        "totalFaults": len(weights),
        "executionData": execution(nodes, phase),
        "isRemoved": False,
        "runSequence": 3,
    }
    return {"data": {"getExperimentRun": run}}


def litmus_2(
    nodes: Sequence[Content],
    weights: Mapping[str, int],
    *,
    phase: str = "Succeeded",
    score: float | None = 100,
) -> Content:
    run: Content = {
        "workflowRunID": "41d9a1f0-6d0f-4c87-9c6d-2f1d9f9f0c77",
        "workflowID": "w-1",
        "clusterName": "production",
        "weightages": [
            {"experimentName": name, "weightage": weight} for name, weight in weights.items()
        ],
        "lastUpdated": "1772444701",
        "projectID": "p-1",
        "clusterID": "c-1",
        "workflowName": "checkout-chaos",
        "phase": phase,
        "resiliencyScore": score,
        "executionData": execution(nodes, phase),
        "isRemoved": False,
        "executed_by": "ana",
    }
    return {"data": {"listWorkflowRuns": {"totalNoOfWorkflowRuns": 1, "workflowRuns": [run]}}}


def chaos_result(
    *,
    verdict: str = "Pass",
    phase: str = "Completed",
    percentage: str | None = "100",
    probes: Sequence[Content] = (),
    key: str = "probeStatuses",
    status_key: str = "experimentStatus",
    history: Mapping[str, int] | None = None,
    **metadata: object,
) -> Content:
    test: Content = {"phase": phase, "verdict": verdict, "failStep": "N/A"}
    if percentage is not None:
        test["probeSuccessPercentage"] = percentage
    status: Content = {status_key: test}
    if probes:
        status[key] = list(probes)
    if history is not None:
        status["history"] = dict(history)
    return {
        "apiVersion": "litmuschaos.io/v1alpha1",
        "kind": "ChaosResult",
        "metadata": {
            "name": "checkout-chaos-pod-delete",
            "namespace": "shop",
            "uid": "f3d2c1b0-1111-2222-3333-444455556666",
            "creationTimestamp": "2026-03-02T09:40:00Z",
            "labels": {"chaosUID": "a1b2", "name": "checkout-chaos-pod-delete"},
            "managedFields": [{"fieldsV1": {"f:spec": {}}}],
            **metadata,
        },
        "spec": {"engine": "checkout-chaos", "experiment": "pod-delete"},
        "status": status,
    }


def own(**fields: object) -> Content:
    return {
        "tool": "steadybit",
        "id": "run-1",
        "experiment": "Checkout survives a slow database",
        "status": "completed",
        "started_at": "2026-03-02T09:40:07Z",
        **fields,
    }


def encoded(content: object) -> bytes:
    return json.dumps(content).encode()
