"""What no reader may take more of: time, room, and doors out of the engine."""

STATEMENT_SECONDS = 25.0
"""No statement may keep a reader, or the others, waiting longer than this."""

INTAKE_SECONDS = 300.0
"""A file is gone over many times until it is kept, and only who dropped it waits for it."""

# In this order: what opens a door comes before the lock on all of them. Global, because without
# it some hold for one connection only, and no statement runs on the first one.
HARDENING = (
    "set global memory_limit = '1500MB'",
    "set global threads = 2",
    "set global temp_directory = '{spill}'",
    "set global max_temp_directory_size = '8GB'",
    "set global TimeZone = 'UTC'",
    "set global python_enable_replacements = false",
    "set global autoinstall_known_extensions = false",
    "set global autoload_known_extensions = false",
    "set global allowed_directories = ['{texts}']",
    "set global enable_external_access = false",
    "set global lock_configuration = true",
)


class StatementTooLongError(TimeoutError):
    """A statement ran into its time limit and was stopped."""


class OutOfRoomError(MemoryError):
    """A statement needed more memory, or more of the disk, than there is for all readers."""
