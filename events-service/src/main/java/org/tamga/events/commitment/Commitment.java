package org.tamga.events.commitment;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.events.value.MeasureReference;
import org.tamga.events.value.Party;
import org.tamga.events.value.Relation;
import org.tamga.events.value.Sounds;
import org.tamga.record.Citation;
import org.tamga.record.Stored;

/**
 * A promise to do something, and what has become of it.
 *
 * @param origin where it was made
 * @param committers who promised
 * @param beneficiaries for whom
 * @param text what was promised
 * @param kind of what nature it is
 * @param target what is to be reached, where that can be measured, or null
 * @param dueOn until when, or null
 * @param topics what it is about, such as {@code trade}
 * @param predecessorId the commitment that this one replaces or renews, or null
 * @param bindings which events tell of its progress
 * @param status what has become of it, or null where it is not known
 */
public record Commitment(@Valid Origin origin, @Size(max = 300) List<@NotNull @Valid Party> committers,
        @Size(max = 300) List<@NotNull @Valid Party> beneficiaries, @NotNull LanguageMap text, @NotNull Kind kind,
        @Valid Target target, Edtf dueOn, @Size(max = 50) List<@NotBlank @Size(max = 100) String> topics, UUID predecessorId,
        @Size(max = 50) List<@NotNull @Valid Binding> bindings, Status status) {

    /** Of what nature it is. */
    public enum Kind {
        POLITICAL, FINANCIAL, LEGAL, INSTITUTIONAL, PROGRAMME
    }

    /** What has become of it. */
    public enum Status {
        PROPOSED, ADOPTED, IN_PROGRESS, FULFILLED, PARTLY_FULFILLED, NOT_FULFILLED, SUPERSEDED, WITHDRAWN;

        /** True while it is still to be kept. */
        boolean isOpen() {
            return this == PROPOSED || this == ADOPTED || this == IN_PROGRESS || this == PARTLY_FULFILLED;
        }
    }

    /**
     * Where it was made, in exactly one of three ways.
     *
     * @param statementId a recorded statement, or null
     * @param recommendationId a recorded recommendation that was taken up, or null
     * @param citation a document, or null
     */
    public record Origin(UUID statementId, UUID recommendationId, @Valid Citation citation) {

        public Origin {
            if (Stream.of(statementId, recommendationId, citation).filter(form -> form != null).count() != 1) {
                throw new IllegalArgumentException("is a statementId, a recommendationId, or a citation");
            }
        }
    }

    /**
     * What is to be reached.
     *
     * @param measure which measure tells
     * @param comparison how its value is to stand to this one; at least it where nothing is said
     * @param value to be reached
     * @param unit of the value and the baseline, or null
     * @param baseline the value before, or null
     * @param baselineDate of when that is, or null
     */
    public record Target(@NotNull @Valid MeasureReference measure, Relation comparison, @NotNull BigDecimal value,
            @Size(max = 100) String unit, BigDecimal baseline, Edtf baselineDate) {

        public Target {
            comparison = comparison == null ? Relation.AT_LEAST : comparison;
        }
    }

    /**
     * Which events tell of its progress, from when the binding is recorded on.
     *
     * @param eventType the CloudEvents type, such as {@code org.tamga.trade.agreement.signed.v1}, on one of the topics that are
     *        followed
     * @param filter which values what stands after the event must have, by member; a dot leads into a member: a list has a value
     *        that one of its elements is or has
     * @param effect what such an event does
     */
    public record Binding(@NotBlank @Size(max = 200) String eventType,
            @NotEmpty(message = "say which events of that type") @Size(max = 20) Map<@NotBlank String, @NotNull @Size(max = 500) String> filter,
            @NotNull Effect effect) {}

    /**
     * What an event does to what is measured, where no target's measure does: of each record that stands the first counts one more; it
     * has happened, which is one however often; or it is evidence alone. What is withdrawn counts no longer.
     */
    public enum Effect {
        INCREMENTS, SETS, EVIDENCE
    }

    /** The topics that bindings can name: of what changes now and then. Who counts what changes by the thousand binds a measure. */
    public static final Set<String> FOLLOWED = new TreeSet<>(Set.of("trade.agreement", "trade.project", "education.partnership",
            "education.presence", "mobility.visa-regime", "mobility.traffic-right"));

    @Stored("varchar")
    String sounds() {
        return Sounds.of(Sounds.texts(text));
    }

    /** The last day on which it is kept in time; null where there is none. */
    @Stored("date")
    public LocalDate dueBy() {
        return dueOn == null ? null : dueOn.latest();
    }

    /** True if it should have been kept before that day and is not recorded to have been. */
    public boolean isOverdue(LocalDate day) {
        var last = dueBy();
        return last != null && last.isBefore(day) && isOpen();
    }

    /** True while it is still to be kept, for all that is recorded. */
    public boolean isOpen() {
        return status == null || status.isOpen();
    }
}
