package org.tamga.events.progress;

import java.util.List;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import org.tamga.commons.value.LanguageMap;
import org.tamga.record.Citation;

/** A request to record a grade; {@link Grade} says what its members mean. */
record GradeCommitment(@NotNull Grade.Level level, @NotNull Grade.Stage stage, LanguageMap explanation,
        List<@NotNull @Valid Citation> sources, UUID supersedes) {}
