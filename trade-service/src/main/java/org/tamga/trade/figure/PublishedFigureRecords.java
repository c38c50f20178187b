package org.tamga.trade.figure;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Records;
import org.tamga.trade.figure.PublishedFigure.Kind;

/** The published figures and the rules they are recorded by. */
@Singleton
public class PublishedFigureRecords extends Records<PublishedFigure> {

    PublishedFigureRecords(Ledger ledger) {
        super(ledger, "published-figure", PublishedFigure.class);
    }

    @Override
    protected void check(Draft<PublishedFigure> draft, Findings findings) {
        var figure = draft.content();
        // An inflow of investment can be negative; what is counted or sold cannot.
        findings.refuseIf(figure.kind() != Kind.FDI_INFLOW && figure.kind() != Kind.FDI_STOCK
                && figure.value().compareTo(BigDecimal.ZERO) < 0, "/value", "is below 0");
        findings.refuseIf(figure.kind() == Kind.COMPANIES && figure.value().stripTrailingZeros().scale() > 0, "/value",
                "companies are counted in whole numbers");
    }

    @Override
    protected Stream<String> countries(PublishedFigure figure) {
        return Stream.of(figure.reporter(), figure.partner()).filter(Objects::nonNull).map(Country::code);
    }
}
