"""Suggests triggers and failure classes from words of an incident's timeline, and shows the words.

A suggestion is only shown. Nothing is chosen for people: a word says neither what it is about nor
whether somebody ruled it out.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from firefighter.domain.events import (
    AlertRecorded,
    Reported,
    SeverityChanged,
    StatusChanged,
    UpdatePosted,
)
from firefighter.domain.hypotheses import HypothesisState
from firefighter.domain.incident import Incident
from firefighter.domain.taxonomy import Taxonomy
from firefighter.domain.timeline import TimelineViewItem

_SUGGESTED = 4
"""Triggers or classes at most."""

_WORDS_SHOWN = 3
"""Of each."""

_RULED_OUT = (HypothesisState.REFUTED, HypothesisState.MOVED)


@dataclass(frozen=True)
class Suggestion:
    name: str
    """A trigger or a failure class."""
    words: tuple[str, ...]
    """The words that suggest it, as somebody wrote them."""


@dataclass(frozen=True)
class Suggestions:
    """Those with most different words first."""

    triggers: tuple[Suggestion, ...] = ()
    failure_classes: tuple[Suggestion, ...] = ()


@dataclass(frozen=True)
class _Token:
    written: str
    plain: str


_Text = Sequence[_Token]

_Phrase = tuple[str, ...]
"""Plain words. The last may end in `*`, for any ending."""

_ANY_ENDING = "*"


def suggest_classes(
    incident: Incident, timeline: Iterable[TimelineViewItem], taxonomy: Taxonomy
) -> Suggestions:
    """From what people and alerts said. Hypotheses that were refuted are not looked at."""
    texts = [_tokens(text) for text in _texts(incident, timeline)]
    return Suggestions(
        _suggested(texts, taxonomy.triggers[:-1], taxonomy, _TRIGGER_WORDS),
        _suggested(texts, taxonomy.factors, taxonomy, _CLASS_WORDS),
    )


def _suggested(
    texts: Iterable[_Text],
    names: Iterable[str],
    taxonomy: Taxonomy,
    built_in: Mapping[str, Sequence[str]],
) -> tuple[Suggestion, ...]:
    """A company's words for a name replace the built-in ones; by default, the name itself."""
    words = {name: taxonomy.words.get(name, built_in.get(name, (name,))) for name in names}
    found = _Vocabulary(words).words_in(texts)
    ranked = sorted((name for name in words if found[name]), key=lambda name: -len(found[name]))
    return tuple(
        Suggestion(name, tuple(found[name].values())[:_WORDS_SHOWN]) for name in ranked[:_SUGGESTED]
    )


def _texts(incident: Incident, timeline: Iterable[TimelineViewItem]) -> Iterator[str]:
    yield from (incident.title, incident.summary, incident.impact, incident.mitigation)
    for each in incident.hypotheses.values():
        if each.state not in _RULED_OUT:
            yield from (each.text, each.note)
    for item in timeline:
        yield item.text
        match item.event:
            case UpdatePosted() as update:
                yield from (update.impact, update.changed, update.next_step)
            case StatusChanged(note=text) | SeverityChanged(reason=text):
                yield text
            case Reported(message=text) | AlertRecorded(title=text):
                yield text
            case _:
                pass


class _Vocabulary:
    """The phrases of each name, by their first word."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self._by_first_word: dict[str, list[tuple[str, _Phrase]]] = defaultdict(list)
        self._beginnings: list[tuple[str, str]] = []
        self._names = tuple(words)
        for name, listed in words.items():
            for phrase in filter(None, map(_phrase, listed)):
                if len(phrase) == 1 and phrase[0].endswith(_ANY_ENDING):
                    self._beginnings.append((phrase[0].removesuffix(_ANY_ENDING), name))
                else:
                    self._by_first_word[phrase[0]].append((name, phrase))
        self._with_ending: dict[str, tuple[str, ...]] = {}

    def words_in(self, texts: Iterable[_Text]) -> Mapping[str, Mapping[str, str]]:
        """By name, what of its phrases is written where: each spelling once, in order."""
        found: dict[str, dict[str, str]] = {name: {} for name in self._names}
        for text in texts:
            for start, token in enumerate(text):
                for name in self._names_with_ending(token.plain):
                    found[name].setdefault(token.plain, token.written)
                for name, phrase in self._by_first_word.get(token.plain, ()):
                    written = text[start : start + len(phrase)]
                    if _is_written(written, phrase):
                        key = " ".join(each.plain for each in written)
                        found[name].setdefault(key, " ".join(each.written for each in written))
        return found

    def _names_with_ending(self, plain: str) -> tuple[str, ...]:
        if plain not in self._with_ending:
            names = (name for beginning, name in self._beginnings if plain.startswith(beginning))
            self._with_ending[plain] = tuple(dict.fromkeys(names))
        return self._with_ending[plain]


def _tokens(text: str) -> _Text:
    return [_Token(found[0], _plain(found[0])) for found in re.finditer(r"\w+", text)]


def _plain(word: str) -> str:
    """Without case and marks, so that `dépassée` and `DEPASSEE` are one word."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def _phrase(words: str) -> _Phrase:
    ending = _ANY_ENDING if words.endswith(_ANY_ENDING) else ""
    plain = [token.plain for token in _tokens(words)]
    return (*plain[:-1], plain[-1] + ending) if plain else ()


def _is_written(text: _Text, phrase: _Phrase) -> bool:
    return len(text) == len(phrase) and all(
        token.plain.startswith(word.removesuffix(_ANY_ENDING))
        if word.endswith(_ANY_ENDING)
        else token.plain == word
        for token, word in zip(text, phrase, strict=True)
    )


def _lists(table: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    return {name: tuple(map(str.strip, words.split(","))) for name, words in table.items()}


_TRIGGER_WORDS = _lists(
    {
        "deployment": "deploy*, redeploy*, release, released, rollback, rolled back, roll back, "
        "rollout, canary, déploie*, déploy*, mise en production, livraison, revert*",
        "configuration change": "config, configuration, setting, settings, feature flag, flag, "
        "toggle*, terraform, helm, paramètre*, réglage*",
        "traffic": "traffic, spike*, load test, black friday, campaign, crawler*, bots, "
        "trafic, pic de charge, soldes, campagne",
        "expired certificate or scheduled job": "expired, expir*, certificate*, certificat*, cron, "
        "cronjob, nightly, batch, scheduled job",
        "third party": "provider*, vendor*, upstream, partner*, psp, saas, fournisseur*, "
        "prestataire*, partenaire*",
        "infrastructure": "node, nodes, kubernetes, cluster, disk, disks, hypervisor, rack, "
        "availability zone, nœud*, disque*, grappe",
        "security": "attack*, ddos, breach*, intrusion*, phishing, vulnerabilit*, malware, "
        "attaque*, fuite de données",
        "manual change": "by hand, manually, typo, wrong command, à la main, manuellement",
    }
)

_CLASS_WORDS = _lists(
    {
        "software defect": "bug*, regression*, exception*, null pointer, stack trace, traceback, "
        "memory leak, deadlock*, race condition, régression*, fuite mémoire, défaut",
        "configuration": "config, misconfigur*, configuration, setting, settings, feature flag, "
        "environment variable, paramètre*, réglage*",
        "capacity": "capacity, saturat*, overload*, out of memory, oom, oomkilled, exhausted, "
        "cpu, throttl*, quota*, rate limit*, disk full, connection pool, queue depth, capacité, "
        "surcharge*, épuisé*, disque plein",
        "dependency": "dependency, dependencies, upstream, downstream, timeout*, timed out, "
        "circuit breaker, dépendance*",
        "data": "corrupt*, migration*, schema*, data loss, duplicate rows, wrong data, backfill*, "
        "données corrompues, schéma*",
        "network": "network, dns, packet loss, latency between, load balancer, firewall, vpn, "
        "routing, bgp, réseau, pare feu, routage",
        "hardware": "hardware, disk failure, power supply, memory module, raid, matériel, "
        "alimentation",
        "security": "attack*, ddos, breach*, intrusion*, leaked, vulnerabilit*, credential*, "
        "attaque*, fuite de données, faille*",
        "monitoring gap": "no alert*, not monitored, no monitoring, no dashboard, alert missing, "
        "missing alert*, customers told us, noticed by chance, aucune alerte, pas d'alerte, "
        "sans supervision",
        "knowledge gap": "nobody knew, did not know, didn't know, unfamiliar, new to the team, "
        "only one person, personne ne savait, ne savait pas, une seule personne",
        "communication": "miscommunicat*, misunderst*, not told, nobody told, unclear who, "
        "malentendu*, pas prévenu*, mal compris",
        "workload": "understaffed, overworked, tired, fatigue*, on call alone, too many alerts, "
        "holiday, holidays, surchargé*, fatigué*, sous effectif",
        "process": "no procedure, wrong procedure, not escalated, escalated late, missing step, "
        "skipped step, sans procédure, étape oubliée, escaladé trop tard",
        "testing": "not tested, untested, no test*, missing test*, staging, flaky, "
        "test environment, pas testé*, sans test*, recette",
        "change review": "not reviewed, code review, without approval, merged without, relecture, "
        "pas relu, revue de code",
        "documentation": "no runbook, outdated runbook, undocumented, outdated doc*, "
        "non documenté*",
        "ownership": "no owner, unowned, orphan*, who owns, unclear ownership, sans propriétaire, "
        "à qui appartient",
        "third party": "provider*, vendor*, partner*, psp, saas, status page, fournisseur*, "
        "prestataire*, partenaire*",
        "cloud provider": "aws, azure, gcp, google cloud, region outage, availability zone, ovh, "
        "scaleway",
        "attack": "attack*, ddos, botnet, scraping, credential stuffing, attaque*",
        "unusual demand": "black friday, traffic spike*, spike*, viral, campaign, "
        "tv advert*, soldes, pic de charge, campagne",
    }
)
