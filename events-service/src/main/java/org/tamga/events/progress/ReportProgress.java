package org.tamga.events.progress;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.LanguageMap;
import org.tamga.record.Citation;

/** A request to record what somebody reports of a commitment's progress; {@link Progress} says what its members mean. */
record ReportProgress(@NotNull LocalDate at, BigDecimal value, @Size(max = 100) String unit, LanguageMap text,
        List<@NotNull @Valid Citation> sources) {}
