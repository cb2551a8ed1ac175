import logging

from firefighter.cli import main


def test_steps_of_the_state_machine_are_not_logged() -> None:
    logging.getLogger("transitions").setLevel(logging.NOTSET)
    main(["stats", "no such period"])
    assert logging.getLogger("transitions").getEffectiveLevel() >= logging.WARNING
