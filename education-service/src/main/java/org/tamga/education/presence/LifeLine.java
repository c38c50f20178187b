package org.tamga.education.presence;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Edtf;
import org.tamga.education.presence.Presence.Kind;
import org.tamga.education.presence.Presence.Milestone;
import org.tamga.education.value.Relation;
import org.tamga.record.Citation;
import org.tamga.record.Period;

/**
 * What a presence went through, in the order of the days: milestones, intakes, capacities, and what it was recorded as.
 *
 * @param id the presence
 * @param on the day that the stage is of
 * @param stage where it surely stands on that day
 * @param since the milestone's date by which it stands there, as the source gives it; null where the stage is unknown
 * @param stations in the order of their days; of one day, in the order of the record
 */
public record LifeLine(UUID id, LocalDate on, Stage stage, Edtf since, List<Station> stations) {

    /** Where a presence stands by its last milestone that is surely not ahead. */
    public enum Stage {
        PLANNED, OPEN, SUSPENDED, CLOSED, UNKNOWN
    }

    /** What a station tells. */
    public enum What {
        MILESTONE, INTAKE, CAPACITY, KIND
    }

    /**
     * Something that happened to it, or began to be said of it.
     *
     * @param on when (EDTF); null where the record has it without bounds
     * @param milestone which, for a milestone; else null
     * @param kind what it is recorded as from then on; else null
     * @param relation how the number stands to the true one; null is exactly
     * @param value students, for an intake or a capacity; else null
     * @param sources those of the version that says it first
     */
    public record Station(String on, What what, String milestone, Kind kind, Relation relation, Integer value,
            List<Citation> sources) {}

    private record Dated(LocalDate day, Station station) {}

    /** @param periods all that is known of one presence, in the order of their days; at least one */
    static LifeLine of(List<Period<Presence>> periods, LocalDate on) {
        var dated = new ArrayList<Dated>();
        var milestones = new HashSet<Milestone>();
        var intakes = new HashSet<Presence.Intake>();
        Presence former = null;
        for (var period : periods) {
            var presence = period.content();
            var from = period.valid().from();
            var begins = from == null ? null : from.toString();
            var sources = period.sources();
            if (former == null || former.kind() != presence.kind()) {
                dated.add(new Dated(from, new Station(begins, What.KIND, null, presence.kind(), null, null, sources)));
            }
            for (var milestone : presence.milestones()) {
                if (milestones.add(milestone)) {
                    dated.add(new Dated(milestone.on().earliest(), new Station(milestone.on().text(), What.MILESTONE,
                            Json.name(milestone.type()), null, null, null, sources)));
                }
            }
            for (var intake : presence.intakes()) {
                if (intakes.add(intake)) {
                    dated.add(new Dated(intake.on().earliest(), new Station(intake.on().text(), What.INTAKE, null, null,
                            intake.relation(), intake.value(), sources)));
                }
            }
            if (presence.capacity() != null && (former == null || !presence.capacity().equals(former.capacity()))) {
                dated.add(new Dated(from,
                        new Station(begins, What.CAPACITY, null, null, null, presence.capacity(), sources)));
            }
            former = presence;
        }
        dated.sort(Comparator.comparing(Dated::day, Comparator.nullsFirst(Comparator.naturalOrder())));
        var last = periods.stream().filter(period -> period.valid().contains(on)).flatMap(
                period -> period.content().milestones().stream()).filter(milestone -> reached(milestone, on))
                .reduce((earlier, later) -> later);
        return new LifeLine(periods.get(0).id(), on, last.map(milestone -> stage(milestone.type())).orElse(Stage.UNKNOWN),
                last.map(Milestone::on).orElse(null), dated.stream().map(Dated::station).toList());
    }

    private static boolean reached(Milestone milestone, LocalDate on) {
        var latest = milestone.on().latest();
        return latest != null && !latest.isAfter(on);
    }

    private static Stage stage(Presence.MilestoneType milestone) {
        return switch (milestone) {
            case PROPOSED, AGREED, LICENSED -> Stage.PLANNED;
            case OPENED, FIRST_GRADUATES -> Stage.OPEN;
            case SUSPENDED -> Stage.SUSPENDED;
            case CLOSED -> Stage.CLOSED;
        };
    }
}
