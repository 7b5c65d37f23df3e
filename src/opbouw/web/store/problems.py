"""What the store refuses, each by name."""


class StoreError(Exception):
    """Something could not be kept; nothing was written."""


class NotYoursError(StoreError):
    """The episode belongs to somebody else."""


class ExampleReadOnlyError(StoreError):
    """The example runner is for looking; nothing is added to its log."""


class DifferentContentError(StoreError):
    """An event with this id is already kept, with other content."""

    def __init__(self, event_id: str) -> None:
        super().__init__(f"event {event_id} is already kept with other content; give the new fact its own id")
        self.event_id = event_id
