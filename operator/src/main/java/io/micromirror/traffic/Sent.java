package io.micromirror.traffic;

import java.util.List;

/** What was sent in the last 30 days, and in the calendar months. */
record Sent(Month month, List<CalendarMonth> months) {}
