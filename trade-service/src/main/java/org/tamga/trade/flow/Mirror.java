package org.tamga.trade.flow;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.record.Confidence;
import org.tamga.record.Period;
import org.tamga.trade.figure.PublishedFigure;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The same goods as the exporter and as the importer reports them. Both reports stand; neither is corrected by the other.
 *
 * @param published figures that others have published of the two countries' trade; beside the reports, never in them
 */
public record Mirror(List<Item> items, List<Published> published) {

    /**
     * One period and code.
     *
     * @param nomenclature the edition of the Harmonized System, the same for both; null for TOTAL, which all editions share
     * @param ratio the importer's value by the exporter's, where both are there; an importer's CIF has freight and insurance in it
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Item(Country exporter, Country importer, String period, String hs,
            @Schema(nullable = true) String nomenclature, @Schema(nullable = true) Report exporterReport,
            @Schema(nullable = true) Report importerReport, @Schema(nullable = true) BigDecimal ratio) {}

    /** What one side reports, by its latest vintage. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Report(UUID id, BigDecimal valueUsd, String basis, BigDecimal netWeightKg, LocalDate vintage,
            String nomenclature) {}

    /** A published figure, as it is recorded. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Published(UUID id, Country reporter, Country partner, PublishedFigure.Kind kind, BigDecimal value,
            PublishedFigure.Relation relation, String unit, Edtf period, String publisher, Confidence confidence) {

        static Published of(Period<PublishedFigure> recorded) {
            var figure = recorded.content();
            return new Published(recorded.id(), figure.reporter(), figure.partner(), figure.kind(), figure.value(),
                    figure.relation(), figure.unit(), figure.period(), figure.publisher(), recorded.confidence());
        }
    }
}
