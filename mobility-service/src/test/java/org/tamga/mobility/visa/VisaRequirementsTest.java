package org.tamga.mobility.visa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.tamga.commons.value.Country;
import org.tamga.mobility.Api;
import org.tamga.mobility.MobilityTest;
import org.tamga.mobility.visa.VisaRegime.DocumentType;
import org.tamga.mobility.visa.VisaRegime.Purpose;
import org.tamga.mobility.visa.VisaRegime.Requirement;
import org.tamga.mobility.visa.VisaRequirement.Journey;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Ledger;
import org.tamga.record.Period;

@MobilityTest
class VisaRequirementsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @Inject
    Ledger ledger;

    @Test
    void all_that_is_asked_of_a_day_is_looked_up_by_one_statement() {
        regime("AD", "LI", "visa-free");
        regime("AD", "MC", "e-visa");
        var statements = new AtomicInteger();
        var requirements = new VisaRequirements(new VisaRegimeRecords(ledger) {
            @Override
            public List<Period<VisaRegime>> matching(Condition condition, At at, int limit) {
                statements.incrementAndGet();
                return super.matching(condition, at, limit);
            }
        });
        var nationalities = Stream.of(Locale.getISOCountries()).filter(code -> !code.equals("LI")).map(Country::new).toList();
        var rules = requirements.of(nationalities, journey("AD", "LI", DAY), At.now(DAY));
        assertEquals(1, statements.getAndSet(0));
        assertEquals(nationalities, rules.stream().map(VisaRequirement::nationality).toList());
        assertEquals(Requirement.VISA_FREE, rules.get(nationalities.indexOf(new Country("AD"))).requirement());
        assertEquals(Requirement.UNKNOWN, rules.get(nationalities.indexOf(new Country("MC"))).requirement());

        var journeys = List.of(journey("AD", "LI", DAY), journey("AD", "MC", DAY), journey("SM", "MC", DAY),
                journey("AD", "LI", DAY.minusYears(10)));
        var several = requirements.of(journeys, At.now(DAY));
        assertEquals(2, statements.get());
        assertEquals(List.of(Requirement.VISA_FREE, Requirement.E_VISA, Requirement.UNKNOWN, Requirement.UNKNOWN),
                journeys.stream().map(several::get).map(VisaRequirement::requirement).toList());
    }

    private static void regime(String nationality, String destination, String requirement) {
        Api.put("visa-regimes",
                "\"nationality\": \"%s\", \"destination\": \"%s\", \"requirement\": \"%s\", \"validFrom\": \"2020-01-01\""
                        .formatted(nationality, destination, requirement))
                .statusCode(201);
    }

    private static Journey journey(String nationality, String destination, LocalDate on) {
        return new Journey(new Country(nationality), new Country(destination), on, DocumentType.ORDINARY, Purpose.TOURISM);
    }
}
