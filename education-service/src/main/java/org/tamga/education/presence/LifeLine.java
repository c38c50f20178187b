package org.tamga.education.presence;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Edtf;
import org.tamga.education.presence.Presence.Intake;
import org.tamga.education.presence.Presence.Kind;
import org.tamga.education.presence.Presence.Milestone;
import org.tamga.education.value.Relation;
import org.tamga.record.Citation;
import org.tamga.record.Confidence;
import org.tamga.record.Period;

/**
 * What a presence went through, in the order of the days: milestones, intakes, capacities, and what it was recorded as.
 *
 * @param id the presence
 * @param on the day that the stage is of
 * @param stage where it surely stands on that day
 * @param since the milestone's date by which it stands there, as the source gives it; null where none says so
 * @param stations in the order of their days; of one day, in the order of the record
 */
public record LifeLine(UUID id, LocalDate on, Stage stage, Edtf since, List<Station> stations) {

    /**
     * Where a presence stands by its last milestone that is surely not ahead; planned where all of it is only planned, unknown where
     * it is disputed.
     */
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
     * @param confidence that of the version that says it first, of those that are sure if there are any
     * @param sources those of the same version
     */
    public record Station(String on, What what, String milestone, Kind kind, Relation relation, Integer value,
            Confidence confidence, List<Citation> sources) {}

    private record Dated(LocalDate day, Station station) {

        static Dated of(Milestone milestone, Period<Presence> said) {
            return new Dated(milestone.on().earliest(), new Station(milestone.on().text(), What.MILESTONE,
                    Json.name(milestone.type()), null, null, null, said.confidence(), said.sources()));
        }

        static Dated of(Intake intake, Period<Presence> said) {
            return new Dated(intake.on().earliest(), new Station(intake.on().text(), What.INTAKE, null, null,
                    intake.relation(), intake.value(), said.confidence(), said.sources()));
        }

        static Dated of(What what, Kind kind, Integer value, Period<Presence> said) {
            var from = said.valid().from();
            return new Dated(from, new Station(from == null ? null : from.toString(), what, null, kind, null, value,
                    said.confidence(), said.sources()));
        }

        /** The first that is said of the same, but for what is sure. */
        static Dated surer(Dated first, Dated later) {
            return first.station.confidence.isSure() || !later.station.confidence.isSure() ? first : later;
        }
    }

    /** @param periods all that is known of one presence, in the order of their days; at least one */
    static LifeLine of(List<Period<Presence>> periods, LocalDate on) {
        // By what is said, which may be said again.
        var said = new LinkedHashMap<Object, Dated>();
        Period<Presence> former = null;
        for (var period : periods) {
            var presence = period.content();
            if (isNew(former, period, Presence::kind)) {
                said.put(List.of(What.KIND, period.rowId()), Dated.of(What.KIND, presence.kind(), null, period));
            }
            presence.milestones()
                    .forEach(milestone -> said.merge(milestone, Dated.of(milestone, period), Dated::surer));
            presence.intakes().forEach(intake -> said.merge(intake, Dated.of(intake, period), Dated::surer));
            if (presence.capacity() != null && isNew(former, period, Presence::capacity)) {
                said.put(List.of(What.CAPACITY, period.rowId()),
                        Dated.of(What.CAPACITY, null, presence.capacity(), period));
            }
            former = period;
        }
        var dated = new ArrayList<>(said.values());
        dated.sort(Comparator.comparing(Dated::day, Comparator.nullsFirst(Comparator.naturalOrder())));
        var now = periods.stream().filter(period -> period.valid().contains(on)).findFirst();
        var last = now.flatMap(period -> last(period, on));
        var stage = now.filter(period -> period.confidence() == Confidence.PLANNED).map(period -> Stage.PLANNED)
                .or(() -> last.map(milestone -> stage(milestone.type()))).orElse(Stage.UNKNOWN);
        return new LifeLine(periods.get(0).id(), on, stage, last.map(Milestone::on).orElse(null),
                dated.stream().map(Dated::station).toList());
    }

    /** Whether it is another than before, or is sure since then. */
    private static boolean isNew(Period<Presence> former, Period<Presence> period, Function<Presence, Object> property) {
        return former == null || !Objects.equals(property.apply(former.content()), property.apply(period.content()))
                || period.confidence().isSure() && !former.confidence().isSure();
    }

    /** The last milestone that says where it stands. */
    private static Optional<Milestone> last(Period<Presence> period, LocalDate on) {
        return period.content().milestones().stream().filter(milestone -> reached(milestone, on))
                .filter(milestone -> period.confidence().isSure()
                        || period.confidence() == Confidence.PLANNED && stage(milestone.type()) == Stage.PLANNED)
                .reduce((earlier, later) -> later);
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
