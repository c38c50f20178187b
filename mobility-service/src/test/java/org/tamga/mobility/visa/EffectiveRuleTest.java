package org.tamga.mobility.visa;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.tamga.commons.value.Country;
import org.tamga.mobility.visa.VisaRegime.BasisKind;
import org.tamga.mobility.visa.VisaRegime.DocumentType;
import org.tamga.mobility.visa.VisaRegime.Kind;
import org.tamga.mobility.visa.VisaRegime.LegalBasis;
import org.tamga.mobility.visa.VisaRegime.Limit;
import org.tamga.mobility.visa.VisaRegime.Purpose;
import org.tamga.mobility.visa.VisaRegime.Requirement;
import org.tamga.mobility.visa.VisaRegime.Status;
import org.tamga.mobility.visa.VisaRegime.WindowKind;
import org.tamga.mobility.visa.VisaRequirement.Journey;
import org.tamga.record.Citation;
import org.tamga.record.Citation.Type;
import org.tamga.record.Confidence;
import org.tamga.record.Interval;
import org.tamga.record.Period;
import org.tamga.record.Reason;

class EffectiveRuleTest {

    private static final Country KR = new Country("KR");
    private static final Country KZ = new Country("KZ");
    private static final Limit THIRTY = new Limit(Kind.PER_ENTRY, 30, null, null, null, null);
    private static final Limit SIXTY_IN_180 = new Limit(Kind.WINDOW, 60, 180, WindowKind.ANCHORED_FIRST_ENTRY, null, null);
    private static final Limit NINETY_IN_180 = new Limit(Kind.WINDOW, 90, 180, WindowKind.ROLLING_BACKWARD, null, null);
    private static final LegalBasis AGREEMENT = new LegalBasis(BasisKind.BILATERAL, "Agreement of 2014", null, null);
    private static final LegalBasis RESOLUTION = new LegalBasis(BasisKind.UNILATERAL, "Resolution 1146", null, null);
    private static final List<Purpose> LONG_STAYS = List.of(Purpose.WORK, Purpose.STUDY, Purpose.MISSION, Purpose.RESIDENCE);

    private final Regime agreement = new Regime().basis(AGREEMENT).limits(THIRTY, SIXTY_IN_180).out(LONG_STAYS)
            .confidence(Confidence.CONFIRMED).source(Type.LEGAL_ACT);
    private final Regime generalLimit = new Regime().basis(RESOLUTION).limits(NINETY_IN_180).out(LONG_STAYS)
            .source(Type.NEWS_REPORT);
    private final Regime dataset = new Regime().limits(THIRTY).source(Type.DATASET);

    @Test
    void nothing_recorded_is_unknown() {
        var rule = rule(Purpose.TOURISM);
        assertEquals(Requirement.UNKNOWN, rule.requirement());
        assertEquals(List.of(), rule.limits());
        assertEquals(List.of(), rule.sources());
        assertNull(rule.confidence());
        assertThat(rule.chosenBy(), containsString("No visa regime is recorded"));
    }

    @Test
    void a_general_limit_holds_beside_the_agreement_and_each_limit_keeps_its_source() {
        var rule = rule(Purpose.BUSINESS, generalLimit, dataset, agreement);
        assertEquals(Requirement.VISA_FREE, rule.requirement());
        assertEquals(List.of(THIRTY, SIXTY_IN_180, NINETY_IN_180), limits(rule));
        assertEquals(List.of(agreement.id, generalLimit.id), rule.regimeIds());
        assertEquals(List.of(agreement.id, agreement.id, generalLimit.id),
                rule.limits().stream().map(VisaRequirement.Limit::regimeId).toList());
        assertEquals(Type.NEWS_REPORT, rule.limits().get(2).sources().get(0).type());
        assertEquals(AGREEMENT, rule.legalBasis());
        assertEquals(Confidence.CONFIRMED, rule.confidence());
        assertEquals(List.of(), rule.alternatives());
        assertThat(rule.chosenBy(), containsString("a stay must keep all limits"));
        assertThat(rule.chosenBy(), containsString("The same is said by the regime without a recorded legal basis"));
    }

    @Test
    void a_data_set_that_says_otherwise_is_an_alternative_to_a_legal_act() {
        var rule = rule(Purpose.TOURISM, dataset.limits().requirement(Requirement.ETA), agreement);
        assertEquals(Requirement.VISA_FREE, rule.requirement());
        assertEquals(1, rule.alternatives().size());
        assertEquals(Requirement.ETA, rule.alternatives().get(0).requirement());
        assertEquals(dataset.id, rule.alternatives().get(0).regimeId());
        assertThat(rule.chosenBy(), containsString("which says eta: a cited legal act goes before"));
    }

    @Test
    void a_data_set_with_another_number_of_days_is_an_alternative_and_binds_nobody() {
        var rule = rule(Purpose.TOURISM, dataset.limits(NINETY_IN_180), agreement);
        assertEquals(List.of(THIRTY, SIXTY_IN_180), limits(rule));
        assertEquals(List.of(NINETY_IN_180), rule.alternatives().get(0).limits());
    }

    @Test
    void a_data_set_alone_is_the_answer() {
        var rule = rule(Purpose.STUDY, dataset);
        assertEquals(Requirement.VISA_FREE, rule.requirement());
        assertEquals(List.of(THIRTY), limits(rule));
        assertNull(rule.legalBasis());
    }

    @Test
    void an_excluded_purpose_is_not_covered_even_by_a_data_set_that_names_none() {
        var rule = rule(Purpose.STUDY, agreement, generalLimit, dataset);
        assertEquals(Requirement.UNKNOWN, rule.requirement());
        assertEquals(List.of(), rule.alternatives());
        assertThat(rule.chosenBy(), containsString("it does not hold for study"));
        assertThat(rule.chosenBy(), containsString("it names no purposes, while an act leaves out study"));
    }

    @Test
    void a_regime_for_the_purpose_answers_where_another_excludes_it() {
        var studyVisa = new Regime().in(List.of(Purpose.STUDY)).requirement(Requirement.VISA_REQUIRED).basis(RESOLUTION)
                .source(Type.LEGAL_ACT);
        assertEquals(Requirement.VISA_REQUIRED, rule(Purpose.STUDY, agreement, studyVisa, dataset).requirement());
        assertEquals(Requirement.VISA_FREE, rule(Purpose.VISIT, agreement, studyVisa, dataset).requirement());
    }

    @Test
    void a_rule_for_other_purposes_takes_nothing_from_a_data_set() {
        var workVisa = new Regime().in(List.of(Purpose.WORK)).requirement(Requirement.VISA_REQUIRED).basis(RESOLUTION)
                .source(Type.LEGAL_ACT);
        assertEquals(List.of(dataset.id), rule(Purpose.TOURISM, workVisa, dataset).regimeIds());
    }

    @Test
    void a_suspended_regime_does_not_apply_and_that_is_said() {
        var rule = rule(Purpose.TOURISM, agreement.status(Status.SUSPENDED), generalLimit);
        assertEquals(List.of(generalLimit.id), rule.regimeIds());
        assertThat(rule.chosenBy(), containsString("its status is suspended"));
    }

    @Test
    void a_regime_that_is_only_planned_neither_leads_nor_binds_and_that_is_said() {
        var rule = rule(Purpose.TOURISM, agreement.confidence(Confidence.PLANNED), dataset.limits(NINETY_IN_180));
        assertEquals(List.of(dataset.id), rule.regimeIds());
        assertEquals(List.of(NINETY_IN_180), limits(rule));
        assertEquals(List.of(), rule.alternatives());
        assertThat(rule.chosenBy(), containsString("it is only planned"));
        assertEquals(Requirement.UNKNOWN,
                rule(Purpose.TOURISM, dataset.requirement(Requirement.NO_ADMISSION).confidence(Confidence.PLANNED))
                        .requirement());
    }

    @Test
    void a_planned_act_takes_no_purpose_from_a_data_set() {
        assertEquals(List.of(dataset.id),
                rule(Purpose.STUDY, agreement.confidence(Confidence.PLANNED), dataset).regimeIds());
    }

    @Test
    void what_two_countries_agreed_goes_before_a_group_and_that_before_one_side() {
        var regional = new Regime().basis(new LegalBasis(BasisKind.REGIONAL, null, null, null)).source(Type.LEGAL_ACT)
                .requirement(Requirement.FREEDOM_OF_MOVEMENT);
        var unilateral = generalLimit.source(Type.LEGAL_ACT).requirement(Requirement.E_VISA);
        assertEquals(List.of(regional.id, unilateral.id),
                rule(Purpose.TOURISM, unilateral, regional, agreement).alternatives().stream()
                        .map(VisaRequirement.Alternative::regimeId).toList());
        assertEquals(Requirement.FREEDOM_OF_MOVEMENT, rule(Purpose.TOURISM, unilateral, regional).requirement());
    }

    @Test
    void confirmed_goes_before_reported_and_later_before_earlier() {
        var reported = new Regime().source(Type.NEWS_REPORT).requirement(Requirement.E_VISA).from("2024-01-01");
        var confirmed = new Regime().source(Type.NEWS_REPORT).confidence(Confidence.CONFIRMED);
        var older = new Regime().source(Type.NEWS_REPORT).requirement(Requirement.VISA_REQUIRED).from("2020-01-01");
        var rule = rule(Purpose.TOURISM, older, reported, confirmed);
        assertEquals(List.of(confirmed.id), rule.regimeIds());
        assertEquals(List.of(reported.id, older.id),
                rule.alternatives().stream().map(VisaRequirement.Alternative::regimeId).toList());
        assertThat(rule(Purpose.TOURISM, older, reported).chosenBy(), containsString("the later rule goes before the earlier"));
    }

    @Test
    void two_disputed_readings_of_one_act_are_alternatives_and_not_limits_that_add_up() {
        var one = agreement.confidence(Confidence.DISPUTED);
        var other = new Regime().basis(AGREEMENT).limits(NINETY_IN_180).confidence(Confidence.DISPUTED)
                .source(Type.LEGAL_ACT).from("2010-01-01");
        var rule = rule(Purpose.TOURISM, other, one.from("2014-11-29"));
        assertEquals(List.of(THIRTY, SIXTY_IN_180), limits(rule));
        assertEquals(Confidence.DISPUTED, rule.confidence());
        assertEquals(other.id, rule.alternatives().get(0).regimeId());
        assertThat(rule.chosenBy(), containsString("It is disputed."));
    }

    @Test
    void a_disputed_limit_beside_a_sure_rule_is_said_to_be_disputed() {
        var rule = rule(Purpose.TOURISM, agreement, generalLimit.confidence(Confidence.DISPUTED));
        assertEquals(Confidence.CONFIRMED, rule.confidence());
        assertEquals(Confidence.DISPUTED, rule.limits().get(2).confidence());
        assertThat(rule.chosenBy(), containsString("these are disputed"));
    }

    private static VisaRequirement rule(Purpose purpose, Regime... recorded) {
        return EffectiveRule.of(new Journey(KR, KZ, LocalDate.of(2026, 3, 1), DocumentType.ORDINARY, purpose),
                Stream.of(recorded).map(Regime::period).toList());
    }

    private static List<Limit> limits(VisaRequirement rule) {
        return rule.limits().stream().map(VisaRequirement.Limit::limit).toList();
    }

    /** A regime in the making. */
    private static final class Regime {

        private final UUID id = UUID.randomUUID();
        private Requirement requirement = Requirement.VISA_FREE;
        private List<Purpose> in = List.of();
        private List<Purpose> out = List.of();
        private List<Limit> limits = List.of();
        private LegalBasis basis;
        private Status status;
        private Confidence confidence = Confidence.REPORTED;
        private Type source;
        private LocalDate from;

        Regime requirement(Requirement requirement) {
            this.requirement = requirement;
            return this;
        }

        Regime in(List<Purpose> purposes) {
            this.in = purposes;
            return this;
        }

        Regime out(List<Purpose> purposes) {
            this.out = purposes;
            return this;
        }

        Regime limits(Limit... limits) {
            this.limits = List.of(limits);
            return this;
        }

        Regime basis(LegalBasis basis) {
            this.basis = basis;
            return this;
        }

        Regime status(Status status) {
            this.status = status;
            return this;
        }

        Regime confidence(Confidence confidence) {
            this.confidence = confidence;
            return this;
        }

        Regime source(Type type) {
            this.source = type;
            return this;
        }

        Regime from(String day) {
            this.from = LocalDate.parse(day);
            return this;
        }

        Period<VisaRegime> period() {
            var content = new VisaRegime(KR, KZ, null, in, out, requirement, limits, null, basis, status);
            var citation = new Citation(source, "A source", "A publisher", null, null, null, null, null, null, null);
            return new Period<>(UUID.randomUUID(), id, null, 1, new Interval(from, null), Instant.EPOCH, null, Instant.EPOCH,
                    "test", Reason.NEW, confidence, null, content, List.of(citation));
        }
    }
}
