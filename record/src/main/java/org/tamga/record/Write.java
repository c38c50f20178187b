package org.tamga.record;

import java.util.List;

/**
 * A statement to be recorded: the period beginning at {@code valid.from} is exactly {@code valid}, with this content.
 *
 * @param valid when it holds
 * @param content the room's fields
 * @param confidence how sure it is
 * @param sources at least one
 * @param reason why, where the writer says so; null lets the record decide
 * @param note the writer's free text, or null
 */
public record Write<C>(Interval valid, C content, Confidence confidence, List<Citation> sources, Reason reason, String note) {}
