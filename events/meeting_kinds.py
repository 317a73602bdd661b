"""The kinds of meetings and of remarks, quarters and parts of the day."""

from __future__ import annotations

from typing import Literal

MeetingKind = Literal[
    "year-end", "interim", "compact", "appraisal", "preparatory", "briefing", "activity", "council",
    "deployment",
]  # fmt: skip
"""tổng kết, sơ kết, ký giao ước, bình xét, trù bị, giao ban, hoạt động, Hội đồng, triển khai."""
Quarter = Literal["", "q1", "q2", "q3", "q4"]
PartOfDay = Literal["", "morning", "afternoon", "evening", "day"]
RemarkKind = Literal["opinion", "addition", "assessment", "request"]
"""ý kiến, bổ sung, đánh giá, đề nghị."""
