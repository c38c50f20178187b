package org.tamga.education.institution;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tamga.education.institution.Institution.Name;
import org.tamga.education.institution.Institution.NameType;
import org.tamga.education.naming.Likeness;
import org.tamga.education.naming.Words;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Which recorded institutions a name may mean. Only an answer for somebody to act on: nothing is ever merged by it.
 *
 * @param candidates the likeliest first
 * @param chosen the one that is meant, only where it is clear: very like, and with a margin to the next; else null
 * @param because why one was chosen, or none
 */
public record Match(List<Candidate> candidates, @JsonInclude @Schema(nullable = true) UUID chosen, String because) {

    /** From here on a name is the same but for what translators and registrars do to names. */
    static final double CLEAR = 0.86;
    /** How much less like the next must be. */
    static final double MARGIN = 0.06;
    /** What is less like is not worth showing. */
    private static final double WORTH_SHOWING = 0.45;
    private static final int MOST_SHOWN = 10;
    /** Acronyms are short, and many institutions share one. */
    private static final double ACRONYM = 0.8;
    private static final String BRANCH = "branch";

    /**
     * An institution that may be meant.
     *
     * @param name the one of its names that is most like the asked one
     * @param score from 0 to 1
     * @param why which words are shared and which are not
     */
    public record Candidate(UUID institutionId, String name, double score, String why) {}

    private record Scored(Candidate candidate, boolean canBeChosen) {}

    /** Ranks institutions for a name, and chooses where that is clear. */
    static Match of(String name, Map<UUID, Institution> institutions) {
        var asked = Words.of(name);
        var scored = institutions.entrySet().stream()
                .flatMap(entry -> scored(name, asked, entry.getKey(), entry.getValue()))
                .filter(one -> one.candidate().score() >= WORTH_SHOWING)
                .sorted(Comparator.comparing((Scored one) -> one.candidate().score()).reversed()
                        .thenComparing(one -> one.candidate().institutionId()))
                .limit(MOST_SHOWN).toList();
        var candidates = scored.stream().map(Scored::candidate).toList();
        if (scored.isEmpty()) {
            return new Match(List.of(), null, "Nothing recorded is like it.");
        }
        var first = scored.get(0);
        var margin = scored.size() == 1 ? 1 : first.candidate().score() - scored.get(1).candidate().score();
        if (!first.canBeChosen() || first.candidate().score() < CLEAR) {
            return new Match(candidates, null, "None is like enough to be chosen without a look.");
        }
        // Nothing else is written so; that others sound alike is no reason to doubt.
        var alone = first.candidate().score() == 1 && margin > 0;
        if (margin < MARGIN && !alone) {
            return new Match(candidates, null, "The first two are too alike to choose without a look.");
        }
        return new Match(candidates, first.candidate().institutionId(),
                scored.size() == 1 ? "Nothing else is like it." : "The first is like it, and clearly more so than the second.");
    }

    private static Stream<Scored> scored(String name, Words asked, UUID id, Institution institution) {
        var places = places(institution);
        // Some registers name a branch as its parent in one of their languages.
        var isOther = isBranch(institution) && !asked.haveMeaning(BRANCH);
        return institution.names().stream().map(known -> scored(name, asked, id, known, places))
                .map(one -> isOther ? new Scored(one.candidate(), false) : one)
                .max(Comparator.comparing(one -> one.candidate().score())).stream();
    }

    private static Scored scored(String name, Words asked, UUID id, Name known, Set<String> places) {
        if (known.type() == NameType.ACRONYM) {
            var same = known.text().equalsIgnoreCase(name.strip());
            return new Scored(new Candidate(id, known.text(), same ? ACRONYM : 0, "is its acronym"), false);
        }
        var likeness = Likeness.of(asked, Words.of(known.text()), places);
        return new Scored(new Candidate(id, known.text(), rounded(likeness.score()), likeness.why()), likeness.tellsApart());
    }

    private static boolean isBranch(Institution institution) {
        return institution.kind() == Institution.Kind.BRANCH
                || institution.names().stream().anyMatch(name -> Words.of(name.text()).haveMeaning(BRANCH));
    }

    /** Keys of the city and country, which a name may have or leave out. */
    private static Set<String> places(Institution institution) {
        var places = new HashSet<String>();
        if (institution.city() != null) {
            places.addAll(Words.of(institution.city()).keys());
        }
        if (institution.country() != null) {
            var country = new Locale("", institution.country().code()).getDisplayCountry(Locale.ENGLISH);
            places.addAll(Words.of(country).keys());
        }
        return places;
    }

    private static double rounded(double score) {
        return Math.round(score * 1000) / 1000.0;
    }
}
