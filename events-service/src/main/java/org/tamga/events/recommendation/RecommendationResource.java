package org.tamga.events.recommendation;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Recommendations, over HTTP. */
@Path("recommendations")
public class RecommendationResource extends RecordResource<Recommendation> {

    RecommendationResource(RecommendationRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
