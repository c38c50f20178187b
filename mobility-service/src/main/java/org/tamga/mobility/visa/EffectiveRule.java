package org.tamga.mobility.visa;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

import org.tamga.commons.json.Json;
import org.tamga.mobility.visa.VisaRegime.Requirement;
import org.tamga.mobility.visa.VisaRequirement.Journey;
import org.tamga.record.Citation;
import org.tamga.record.Citation.Type;
import org.tamga.record.Confidence;
import org.tamga.record.Period;

/**
 * Makes one answer of all that is recorded about a way between two countries.
 * <p>
 * The best regime leads, by {@link Criterion} in their order. Its requirement is the answer's. Where it rests on law, every
 * regime that rests on another act and asks the same binds beside it: an act about all visitors, such as Kazakhstan's 90
 * days in 180, does not end because two countries agreed on 30 days per entry, so the limits of all hold at once. A regime
 * without a legal basis, such as a data set's, binds nobody: it confirms the answer or is an alternative to it.
 * <p>
 * A regime that leaves out the purpose, is not in force or only planned, does not apply. Nor does then what names neither purposes nor a
 * legal basis: a table that says "visa-free" is no word against an act that says "not for study".
 */
final class EffectiveRule {

    private static final List<Confidence> SUREST_FIRST = List.of(Confidence.CONFIRMED, Confidence.REPORTED,
            Confidence.DISPUTED);

    private final Journey journey;
    private final List<Period<VisaRegime>> recorded;
    private final List<String> reasons = new ArrayList<>();

    private EffectiveRule(Journey journey, List<Period<VisaRegime>> recorded) {
        this.journey = journey;
        this.recorded = recorded.stream().sorted(Criterion.BEST_FIRST).toList();
    }

    /**
     * The answer to a journey.
     *
     * @param recorded the regimes recorded for this way and document that hold on that day, whatever their purposes and status
     */
    static VisaRequirement of(Journey journey, List<Period<VisaRegime>> recorded) {
        return new EffectiveRule(journey, recorded).answer();
    }

    private VisaRequirement answer() {
        var applying = applying();
        if (applying.isEmpty()) {
            reasons.add(0, recorded.isEmpty()
                    ? "No visa regime is recorded for this way, document and day."
                    : "No recorded visa regime applies.");
            return answer(List.of(), List.of());
        }
        var lead = applying.get(0);
        reasons.add(0, "The answer comes from " + named(lead) + ".");
        if (lead.confidence() == Confidence.DISPUTED) {
            reasons.add("It is disputed.");
        }
        var binding = binding(applying);
        var others = applying.stream().filter(regime -> !binding.contains(regime))
                .collect(Collectors.partitioningBy(regime -> confirms(regime, binding)));
        others.get(true).forEach(regime -> reasons.add("The same is said by " + named(regime) + "."));
        others.get(false).forEach(regime -> reasons.add("It goes before " + named(regime) + ", which says "
                + Json.name(regime.content().requirement()) + ": " + Criterion.between(lead, regime) + "."));
        return answer(binding, others.get(false));
    }

    private List<Period<VisaRegime>> applying() {
        var excludedByLaw = recorded.stream().filter(regime -> regime.confidence() != Confidence.PLANNED).map(Period::content)
                .anyMatch(regime -> regime.isInForce() && regime.legalBasis() != null
                        && regime.purposesOut().contains(journey.purpose()));
        return recorded.stream().filter(regime -> {
            var because = regime.confidence() == Confidence.PLANNED
                    ? Optional.of("it is only planned")
                    : reasonNotToApply(regime.content(), excludedByLaw);
            because.ifPresent(reason -> reasons.add("Left aside: " + named(regime) + ", because " + reason + "."));
            return because.isEmpty();
        }).toList();
    }

    private Optional<String> reasonNotToApply(VisaRegime regime, boolean excludedByLaw) {
        var purpose = Json.name(journey.purpose());
        if (!regime.isInForce()) {
            return Optional.of("its status is " + Json.name(regime.status()));
        }
        if (!regime.purposes().contains(journey.purpose())) {
            return Optional.of("it does not hold for " + purpose);
        }
        return excludedByLaw && regime.legalBasis() == null && !regime.namesPurposes()
                ? Optional.of("it names no purposes, while an act leaves out " + purpose)
                : Optional.empty();
    }

    /** The leading regime and those that bind beside it. */
    private List<Period<VisaRegime>> binding(List<Period<VisaRegime>> applying) {
        var lead = applying.get(0);
        var binding = new ArrayList<>(List.of(lead));
        for (var regime : applying) {
            if (lead.content().legalBasis() != null && regime.content().legalBasis() != null
                    && regime.content().requirement() == lead.content().requirement()
                    && binding.stream().allMatch(bound -> bound.content().restsOnOtherBasisThan(regime.content()))) {
                binding.add(regime);
                reasons.add("The limits of " + named(regime) + " hold beside it, because they rest on another act:"
                        + " a stay must keep all limits"
                        + (regime.confidence() == Confidence.DISPUTED ? "; these are disputed." : "."));
            }
        }
        return binding;
    }

    /** True if it asks the same and sets no limit that the binding ones do not set. */
    private static boolean confirms(Period<VisaRegime> regime, List<Period<VisaRegime>> binding) {
        var set = binding.stream().flatMap(bound -> bound.content().limits().stream()).collect(Collectors.toSet());
        return regime.content().requirement() == binding.get(0).content().requirement()
                && set.containsAll(regime.content().limits());
    }

    private VisaRequirement answer(List<Period<VisaRegime>> binding, List<Period<VisaRegime>> alternatives) {
        var lead = binding.isEmpty() ? null : binding.get(0);
        var limits = binding.stream().flatMap(regime -> regime.content().limits().stream()
                .map(limit -> new VisaRequirement.Limit(limit, regime.id(), regime.confidence(), regime.sources()))).toList();
        return new VisaRequirement(journey.nationality(), journey.destination(), journey.on(), journey.documentType(),
                journey.purpose(), lead == null ? Requirement.UNKNOWN : lead.content().requirement(), limits,
                lead == null ? null : lead.content().legalBasis(), binding.stream().map(Period::id).toList(),
                alternatives.stream().map(regime -> new VisaRequirement.Alternative(regime.content().requirement(),
                        regime.content().limits(), regime.id(), regime.confidence(), regime.sources())).toList(),
                String.join(" ", reasons), lead == null ? null : lead.confidence(),
                binding.stream().flatMap(regime -> regime.sources().stream()).distinct().toList());
    }

    /** What puts one regime before another. */
    private record Criterion(String reason, ToIntFunction<Period<VisaRegime>> rank) {

        /** The weightiest first. */
        private static final List<Criterion> ALL = List.of(
                new Criterion("a cited legal act goes before one that is only named, that before an official statement or"
                        + " register, and these before press and data sets", EffectiveRule::ground),
                // States keep what they agreed on; what one side grants alone it can take back alone.
                new Criterion("what the two countries agreed on goes before what a group agreed on, and that before one side's"
                        + " own rules", EffectiveRule::parties),
                new Criterion("confirmed goes before reported, and that before disputed",
                        regime -> SUREST_FIRST.indexOf(regime.confidence())),
                new Criterion("the later rule goes before the earlier", regime -> -start(regime)));

        static final Comparator<Period<VisaRegime>> BEST_FIRST = ALL.stream()
                .map(criterion -> Comparator.comparingInt(criterion.rank)).reduce(Comparator::thenComparing).orElseThrow()
                .thenComparing(regime -> regime.id().toString());

        /** Why the one goes before the other. */
        static String between(Period<VisaRegime> one, Period<VisaRegime> other) {
            return ALL.stream().filter(criterion -> criterion.rank.applyAsInt(one) != criterion.rank.applyAsInt(other))
                    .findFirst().map(Criterion::reason).orElse("nothing tells them apart, so the order of their ids does");
        }
    }

    private static int ground(Period<VisaRegime> regime) {
        var types = regime.sources().stream().map(Citation::type).collect(Collectors.toSet());
        if (types.contains(Type.LEGAL_ACT)) {
            return 0;
        }
        if (regime.content().legalBasis() != null) {
            return 1;
        }
        return types.contains(Type.OFFICIAL_STATEMENT) || types.contains(Type.OFFICIAL_REGISTER) ? 2 : 3;
    }

    private static int parties(Period<VisaRegime> regime) {
        if (regime.content().legalBasis() == null) {
            return 3;
        }
        return switch (regime.content().legalBasis().kind()) {
            case BILATERAL -> 0;
            case REGIONAL -> 1;
            case UNILATERAL -> 2;
        };
    }

    private static int start(Period<VisaRegime> regime) {
        return regime.valid().from() == null ? Integer.MIN_VALUE + 1 : (int) regime.valid().from().toEpochDay();
    }

    private static String named(Period<VisaRegime> regime) {
        var basis = regime.content().legalBasis();
        return "the " + (basis == null
                ? "regime without a recorded legal basis"
                : Json.name(basis.kind()) + " regime" + (basis.act() == null ? "" : " (" + basis.act() + ")"))
                + " " + regime.id();
    }
}
