from firefighter.ports.house import House
from firefighter.ports.store import Appointment, DeliveryId


def appoint(house: House, appointment: Appointment) -> None:
    """Sets an appointment for the house itself. Raises AlreadyHandled when that was done lately."""
    with house.units(DeliveryId(f"appoint:{appointment.key}")) as unit:
        unit.appoint(appointment)
