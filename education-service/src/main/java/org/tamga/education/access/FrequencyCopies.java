package org.tamga.education.access;

import java.math.BigDecimal;

import jakarta.inject.Singleton;

import org.tamga.record.Column;
import org.tamga.record.Confidence;
import org.tamga.record.Copies;
import org.tamga.record.Ledger;

/** Our copy of published numbers of flights, as mobility-service knows them now. */
@Singleton
public class FrequencyCopies extends Copies<FrequencyCopies.Frequency> {

    FrequencyCopies(Ledger ledger) {
        super(ledger, "mobility.flight-frequency", "flight_frequency", Frequency.class);
    }

    /** 1: with the confidence. */
    @Override
    protected int revision() {
        return 1;
    }

    /** What we read of a published number; its ends are countries, cities or airports. */
    public record Frequency(@Column("from_place") String from, @Column("to_place") String to, BigDecimal value, String unit,
            String stage, String direction, Confidence confidence) {}
}
