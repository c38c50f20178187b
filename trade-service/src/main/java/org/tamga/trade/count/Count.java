package org.tamga.trade.count;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.record.Confidence;
import org.tamga.record.Period;
import org.tamga.record.measure.Completeness;
import org.tamga.trade.company.Company.EntityType;
import org.tamga.trade.company.Company.Status;
import org.tamga.trade.definition.CountDefinition;
import org.tamga.trade.definition.CountDefinition.Holding;
import org.tamga.trade.definition.CountDefinition.Threshold;
import org.tamga.trade.figure.PublishedFigure;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How many companies of one country have capital of another, by a definition.
 *
 * @param value null where nothing counts and nobody says that the record is complete: never 0 for what is not known
 * @param completeness as stated in coverages of the measure {@code trade.companies.foreign-capital}, of what that counts
 * @param evidence the address of the companies that were counted; null where they are found through chains of owners
 * @param published what others have published of the same; beside the count, never in it
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Count(Definition definition, Country reporter, Country partner, Long value, Completeness completeness,
        Breakdown breakdown, LocalDate validAt, Instant knownAt, String evidence, List<Published> published) {

    /** The definition that was counted by, as it is recorded. */
    public record Definition(UUID id, int version, String code, LanguageMap name, LanguageMap definition,
            List<EntityType> entityTypes, List<Status> statuses, Threshold threshold, Holding holding) {

        static Definition of(UUID id, int version, CountDefinition definition) {
            return new Definition(id, version, definition.code(), definition.name(), definition.definition(),
                    definition.entityTypes(), definition.statuses(), definition.threshold(), definition.holding());
        }
    }

    /**
     * What makes the value.
     *
     * @param byEntityType those counted
     * @param byStatus those counted; one that is not recorded is unknown
     * @param byThreshold how many it would be with each threshold, all else being as the definition says; none is left out, unless
     *        such a count would be complete
     * @param unsure those of these types and statuses that are not counted, whatever the threshold, because they, or all that is
     *        held in them, are only planned or disputed; 0 through chains of owners, which lead through what is sure alone
     */
    public record Breakdown(Map<String, Long> byEntityType, Map<String, Long> byStatus, Map<String, Long> byThreshold,
            long unsure) {}

    /** A published figure, as it is recorded. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Published(UUID id, Country reporter, Country partner, BigDecimal value, PublishedFigure.Relation relation,
            LanguageMap definition, Edtf period,
            String region, String publisher, Confidence confidence) {

        static Published of(Period<PublishedFigure> recorded) {
            var figure = recorded.content();
            return new Published(recorded.id(), figure.reporter(), figure.partner(), figure.value(), figure.relation(),
                    figure.definition(), figure.period(), figure.region(),
                    figure.publisher(), recorded.confidence());
        }
    }
}
