"""Whether the first word of a follow-up can be a verb."""

import pytest

from firefighter.domain.postmortem_checks import first_word_unless_verb


@pytest.mark.parametrize(
    "text",
    [
        "Add an alarm on the cache",
        "add an alarm",
        "To add an alarm",
        "Don't deploy on Fridays",
        "Document the failover",
        "Implement retries",
        "Provision a second node",
        "Question the limit of 30 s",
        "Bring the replica back",
        "Ping the vendor",
        "String the checks together",
        "Alert on a full disk",
        "Comment the rule",
        "Pour less into one topic",
        "Ajouter une alerte",
        "Ajoutez une alerte",
        "S’assurer que la sauvegarde tourne",
        "Ne pas déployer le vendredi",
        "Augmenter le délai",
        "Évaluer un second fournisseur",
        "1. Raise the limit",
        "“Raise” the limit",
        ":wrench: Raise the limit",
        "Kubernetize it",
        "DNS",
        "アラームを追加",
        "42",
        "",
    ],
)
def test_possible_verb_is_accepted(text: str) -> None:
    assert first_word_unless_verb(text) == ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The cache needs an alarm", "The"),
        ("We should add an alarm", "We"),
        ("Better alarms", "Better"),
        ("No alarm on the cache", "No"),
        ("Monitoring of the cache", "Monitoring"),
        ("1. Documentation of the failover", "Documentation"),
        ("Improvement of alarms", "Improvement"),
        ("Runbook for the cache", "Runbook"),
        ("L’alerte du cache", "L’"),
        ("Une alerte sur le cache", "Une"),
        ("Il faut une alerte", "Il"),
        ("Meilleure surveillance", "Meilleure"),
        ("Amélioration des alertes", "Amélioration"),
        ("Renforcement des tests", "Renforcement"),
        ("Disponibilité du cache", "Disponibilité"),
    ],
)
def test_word_that_is_not_a_verb_is_returned(text: str, word: str) -> None:
    assert first_word_unless_verb(text) == word
