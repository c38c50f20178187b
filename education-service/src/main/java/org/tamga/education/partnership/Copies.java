package org.tamga.education.partnership;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.tamga.commons.json.Json;
import org.tamga.education.partnership.Partnership.MobilityCondition;
import org.tamga.education.partnership.Partnership.Party;
import org.tamga.record.Citation;
import org.tamga.record.Period;

/**
 * An agreement as its parties keep it, each its own copy (Erasmus Without Paper, IIA v7), side by side.
 *
 * @param original the partnership that counts
 * @param copies the original and its copies, in the order of their ids
 * @param agree true if nothing in them contradicts; a single copy agrees with itself
 * @param conflicts where they say different things, each with what every copy says
 */
public record Copies(UUID original, List<Holder> copies, boolean agree, List<Conflict> conflicts) {

    /** Who keeps a copy. */
    public record Holder(UUID id, UUID heldBy, int version, List<Citation> sources) {}

    /**
     * A field of which the copies say different things.
     *
     * @param pointer of the field in the first copy that has it; of a condition's field, with the condition's place there
     * @param detail the same in words
     * @param values what each copy says, by its id; a copy that does not say is missing
     */
    public record Conflict(String pointer, String detail, Map<UUID, String> values) {}

    /** What is compared: an id and a content. */
    record Copy(UUID id, Partnership content) {}

    /** What a condition is about; the copies' conditions on the same are the same condition. */
    private record Subject(String kind, String sender, String receiver, String iscedF) {

        static Subject of(MobilityCondition condition) {
            return new Subject(Json.name(condition.kind()), condition.sender(), condition.receiver(), condition.iscedF());
        }

        @Override
        public String toString() {
            return kind + (iscedF == null ? "" : " in " + iscedF) + " from " + sender + " to " + receiver;
        }
    }

    private static final Map<String, Function<Partnership, Object>> FIELDS = new LinkedHashMap<>();
    private static final Map<String, Function<MobilityCondition, Object>> TERMS = new LinkedHashMap<>();

    static {
        FIELDS.put("type", partnership -> Json.name(partnership.type()));
        FIELDS.put("signedOn", Partnership::signedOn);
        FIELDS.put("inEffect", Partnership::inEffect);
        FIELDS.put("terminatedOn", Partnership::terminatedOn);
        FIELDS.put("parties", partnership -> partnership.parties().stream().map(Party::name).sorted().toList());
        TERMS.put("academicYearFrom", MobilityCondition::academicYearFrom);
        TERMS.put("academicYearTo", MobilityCondition::academicYearTo);
        TERMS.put("placesPerYear", MobilityCondition::placesPerYear);
        TERMS.put("monthsPerYear",
                term -> term.monthsPerYear() == null ? null : term.monthsPerYear().stripTrailingZeros().toPlainString());
        TERMS.put("eqf", MobilityCondition::eqf);
        TERMS.put("language", MobilityCondition::language);
        TERMS.put("cefr", MobilityCondition::cefr);
        TERMS.put("blended", MobilityCondition::blended);
    }

    static Copies of(UUID original, List<Period<Partnership>> periods) {
        var conflicts = conflicts(periods.stream().map(period -> new Copy(period.id(), period.content())).toList());
        return new Copies(original, periods.stream().map(
                period -> new Holder(period.id(), period.content().heldBy(), period.version(), period.sources())).toList(),
                conflicts.isEmpty(), conflicts);
    }

    /** Where copies contradict each other. What a copy leaves out contradicts nothing, but a whole condition that it lacks. */
    static List<Conflict> conflicts(List<Copy> copies) {
        var conflicts = new ArrayList<Conflict>();
        FIELDS.forEach((name, field) -> compare("/" + name, name, said(copies, Copy::id, copy -> field.apply(copy.content())),
                conflicts));
        // Several conditions of one copy on the same subject are told apart by their order.
        record Numbered(Subject subject, int number) {}
        record Placed(UUID copy, int index, MobilityCondition condition) {}
        var bySubject = new LinkedHashMap<Numbered, List<Placed>>();
        for (var copy : copies) {
            var counts = new LinkedHashMap<Subject, Integer>();
            for (int i = 0; i < copy.content().conditions().size(); i++) {
                var condition = copy.content().conditions().get(i);
                var number = counts.merge(Subject.of(condition), 1, Integer::sum);
                bySubject.computeIfAbsent(new Numbered(Subject.of(condition), number), key -> new ArrayList<>())
                        .add(new Placed(copy.id(), i, condition));
            }
        }
        bySubject.forEach((numbered, placed) -> {
            var pointer = "/conditions/" + placed.get(0).index();
            var about = "the condition on " + numbered.subject();
            if (placed.size() < copies.size()) {
                var having = placed.stream().map(Placed::copy).collect(Collectors.toSet());
                var values = new LinkedHashMap<UUID, String>();
                copies.forEach(copy -> values.put(copy.id(), having.contains(copy.id()) ? "present" : "absent"));
                conflicts.add(new Conflict(pointer, about + " stands in some copies only", values));
            }
            TERMS.forEach((name, term) -> compare(pointer + "/" + name, name + " of " + about,
                    said(placed, Placed::copy, one -> term.apply(one.condition())), conflicts));
        });
        return conflicts;
    }

    private static <T> Map<UUID, String> said(List<T> copies, Function<T, UUID> id, Function<T, Object> value) {
        var values = new LinkedHashMap<UUID, String>();
        for (var copy : copies) {
            var said = value.apply(copy);
            if (said != null) {
                values.put(id.apply(copy), said.toString());
            }
        }
        return values;
    }

    private static void compare(String pointer, String what, Map<UUID, String> values, List<Conflict> conflicts) {
        var different = new LinkedHashSet<>(values.values());
        if (different.size() > 1) {
            conflicts.add(new Conflict(pointer, what + " is " + String.join(" or ", different) + ", by whose copy it is",
                    values));
        }
    }
}
