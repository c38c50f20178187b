package org.tamga.education.presence;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.tamga.commons.json.Json;
import org.tamga.education.presence.Presence.Milestone;
import org.tamga.education.presence.Presence.MilestoneType;
import org.tamga.record.Interval;
import org.tamga.record.Records;

/** The order in which a presence reaches its milestones, and what follows from them. */
final class Milestones {

    private Milestones() {
    }

    /** Where milestones are out of order. */
    record Disorder(int index, String detail) {}

    /** The first milestone that cannot stand where it does. */
    static Optional<Disorder> disorder(List<Milestone> milestones) {
        for (int i = 1; i < milestones.size(); i++) {
            var milestone = milestones.get(i);
            // Of each before it: between two exact dates one of less precision may lie on both sides.
            for (var former : milestones.subList(0, i)) {
                if (milestone.on().isSurelyBefore(former.on())) {
                    return Optional.of(new Disorder(i, Json.name(milestone.type()) + " on " + milestone.on()
                            + " stands after " + Json.name(former.type()) + " on " + former.on() + ", but lies before it"));
                }
            }
            var former = milestones.get(i - 1).type();
            if (!follows(former, milestone.type())) {
                return Optional.of(new Disorder(i, Json.name(milestone.type()) + " does not follow " + Json.name(former)));
            }
        }
        return Optional.empty();
    }

    private static boolean follows(MilestoneType former, MilestoneType next) {
        return switch (former) {
            case CLOSED -> false;
            case SUSPENDED -> next == MilestoneType.OPENED || next == MilestoneType.CLOSED;
            // Opened again after a suspension, it may still have its first graduates before it.
            default -> next.ordinal() > former.ordinal();
        };
    }

    /**
     * The day from which a milestone counts: the last that its date can mean, but for what ends its being open the first; null where
     * that is open.
     */
    static LocalDate day(Milestone milestone) {
        return switch (milestone.type()) {
            case SUSPENDED, CLOSED -> milestone.on().earliest();
            default -> milestone.on().latest();
        };
    }

    /** True if that day is still to come. */
    static boolean isAhead(Milestone milestone) {
        var day = day(milestone);
        return day != null && day.isAfter(Records.today());
    }

    /**
     * The days on which it is surely open: from the last day that its opening can mean, up to the first day that a suspension
     * or closing can mean.
     */
    static String openDays(List<Milestone> milestones) {
        var open = new ArrayList<Interval>();
        LocalDate since = null;
        for (var milestone : milestones) {
            switch (milestone.type()) {
                case OPENED -> since = day(milestone);
                case SUSPENDED, CLOSED -> {
                    var end = day(milestone);
                    if (since != null && end != null && since.isBefore(end)) {
                        open.add(new Interval(since, end));
                    }
                    since = null;
                }
                default -> {
                    // Says nothing of whether it is open.
                }
            }
        }
        if (since != null) {
            open.add(new Interval(since, null));
        }
        return open.stream().map(Interval::toRange).collect(Collectors.joining(",", "{", "}"));
    }
}
