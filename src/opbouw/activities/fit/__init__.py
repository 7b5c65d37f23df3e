"""FIT files read by a decoder of our own: `decode` gives messages as columns, `read_fit` activities.

scan      where each message stands          columns   messages of one kind as columns
profile   what the numbers mean              expand    packed values and counters
fields    where a field stands in a message  clock     compressed time stamps
developer fields described in the file       crc       the checksum
"""

from __future__ import annotations

from opbouw.activities.fit.activity import read_fit
from opbouw.activities.fit.decode import Finding, FitFile, decode

__all__ = ["Finding", "FitFile", "decode", "read_fit"]
