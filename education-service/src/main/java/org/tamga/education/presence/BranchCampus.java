package org.tamga.education.presence;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.commons.json.Json;
import org.tamga.education.presence.Presence.Criteria;
import org.tamga.education.presence.Presence.Criterion;
import org.tamga.education.presence.Presence.Finding;
import org.tamga.education.presence.Presence.Kind;
import org.tamga.record.Citation;
import org.tamga.record.Period;

/**
 * A presence put to the four criteria of a branch campus, one by one.
 *
 * @param kind what it is recorded as
 * @param criteria the four, in their order
 * @param conclusion what they make of it together
 * @param because the same in words
 */
public record BranchCampus(Kind kind, List<Tested> criteria, Conclusion conclusion, String because) {

    /**
     * One criterion.
     *
     * @param name as in the record's {@code criteria}
     * @param value whether it is met
     * @param sources where that is said; empty where nothing is
     */
    public record Tested(String name, Finding value, List<Citation> sources) {}

    /** What the four criteria say together. */
    public enum Conclusion {
        /** All four are met. */
        BRANCH_CAMPUS,
        /** One is not met, or more. */
        NOT_A_BRANCH_CAMPUS,
        /** None is known to be unmet, but not all are known to be met. */
        UNDETERMINED
    }

    /**
     * Tests a presence as it was recorded.
     *
     * @param homes the names of the institutions whose it is; empty where none is recorded
     * @param partner the name of the institution of the host country with which it is run, or null
     */
    static BranchCampus test(Period<Presence> period, List<String> homes, String partner) {
        var presence = period.content();
        var tested = findings(presence.criteria()).map(named -> tested(named, period.sources())).toList();
        var conclusion = !named(tested, Finding.FALSE).isEmpty()
                ? Conclusion.NOT_A_BRANCH_CAMPUS
                : named(tested, Finding.UNKNOWN).isEmpty() ? Conclusion.BRANCH_CAMPUS : Conclusion.UNDETERMINED;
        return new BranchCampus(presence.kind(), tested, conclusion,
                because(period, tested, conclusion, homes, partner));
    }

    /** A criterion with its name in the record; what is not recorded is unknown. */
    record Named(String name, Criterion criterion) {}

    static Stream<Named> findings(Criteria criteria) {
        var recorded = criteria == null ? new Criteria(null, null, null, null) : criteria;
        return Stream.of(new Named("foreignOwned", recorded.foreignOwned()),
                new Named("inForeignName", recorded.inForeignName()),
                new Named("entireProgrammeOnSite", recorded.entireProgrammeOnSite()),
                new Named("degreeByForeign", recorded.degreeByForeign()))
                .map(named -> named.criterion() == null
                        ? new Named(named.name(), new Criterion(Finding.UNKNOWN, List.of()))
                        : named);
    }

    private static Tested tested(Named named, List<Citation> ofRecord) {
        var criterion = named.criterion();
        var sources = criterion.sources().isEmpty() && criterion.value() != Finding.UNKNOWN ? ofRecord : criterion.sources();
        return new Tested(named.name(), criterion.value(), sources);
    }

    private static String because(Period<Presence> period, List<Tested> tested, Conclusion conclusion, List<String> homes,
            String partner) {
        var kind = period.content().kind();
        var sentences = new ArrayList<String>();
        sentences.add("It is recorded as " + Json.name(kind) + ", " + owners(homes) + ", in " + place(period.content()) + ".");
        sentences.add(switch (conclusion) {
            case BRANCH_CAMPUS -> "All four criteria of a branch campus are met.";
            case NOT_A_BRANCH_CAMPUS -> "Of the four criteria of a branch campus it does not meet "
                    + String.join(", ", named(tested, Finding.FALSE)) + ".";
            case UNDETERMINED -> "Of the four criteria of a branch campus, the sources leave open "
                    + String.join(", ", named(tested, Finding.UNKNOWN)) + "; none is known not to be met.";
        });
        if (partner != null) {
            sentences.add("It is run with " + partner + ", an institution of the host country"
                    + (kind == Kind.BRANCH_CAMPUS ? "." : ": a unit that they have together, not a campus of the home's own."));
        }
        if (kind == Kind.BRANCH_CAMPUS && conclusion == Conclusion.UNDETERMINED) {
            sentences.add("So the sources' word for it, a branch, stands, unproven.");
        }
        if (kind != Kind.BRANCH_CAMPUS && conclusion != Conclusion.NOT_A_BRANCH_CAMPUS) {
            sentences.add("The sources do not call it a branch.");
        }
        if (period.note() != null) {
            sentences.add("Note of the record: " + period.note());
        }
        return String.join(" ", sentences);
    }

    private static String owners(List<String> homes) {
        return homes.isEmpty() ? "of institutions that no source names" : "of " + String.join(" and ", homes);
    }

    private static String place(Presence presence) {
        return presence.hostCity() == null
                ? presence.hostCountry().code()
                : presence.hostCity() + " (" + presence.hostCountry().code() + ")";
    }

    private static List<String> named(List<Tested> tested, Finding value) {
        return tested.stream().filter(criterion -> criterion.value() == value).map(Tested::name).collect(Collectors.toList());
    }
}
