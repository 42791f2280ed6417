"""Transcripts in WebVTT and SubRip: every cue keeps its start, and sentences may run over cues."""

import re

from tutor.course.reading.draft import Draft
from tutor.course.reading.unreadable import unreadable
from tutor.domain.course import BlockKind

_TIMES = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}")
_TAG = re.compile(r"<[^>]*>")
_VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+([^>]+)>")


def read_transcript(source: str, draft: Draft) -> None:
    """Cues in order; a speaker's name is written where the speaker changes."""
    speaker, found = "", False
    for block in re.split(r"\n\s*\n", source.replace("\r\n", "\n").replace("\r", "\n")):
        lines = block.strip().split("\n")
        at = next((i for i, line in enumerate(lines) if _TIMES.search(line)), None)
        if at is None:
            continue
        found = True
        times = _TIMES.search(lines[at])
        said = " ".join(lines[at + 1 :])
        voice = _VOICE.search(said)
        name = voice.group(1).strip() if voice else speaker
        prefix = f"{name}: " if name != speaker else ""
        speaker = name
        words = _TAG.sub("", said).strip()
        if times and words:
            draft.add(BlockKind.CUE, prefix + words, seconds=_seconds(times))
    if not found:
        raise unreadable("no-cues")


def _seconds(times: re.Match[str]) -> float:
    hours, minutes, seconds, fraction = times.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")
