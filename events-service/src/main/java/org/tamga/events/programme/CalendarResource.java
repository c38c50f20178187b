package org.tamga.events.programme;

import java.nio.charset.StandardCharsets;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tamga.events.gathering.GatheringRecords;
import org.tamga.record.Exchange;
import org.tamga.record.contract.DescribedApi;

/** The calendar to which a calendar program subscribes. */
@Path("calendar.ics")
public class CalendarResource {

    static final String ICALENDAR = "text/calendar; charset=utf-8";

    /** What calendar programs still read at once; a narrower calendar has a filter. */
    private static final int MOST_GATHERINGS = 10_000;

    private final Programmes programmes;
    private final GatheringRecords gatherings;
    private final Exchange exchange;

    CalendarResource(Programmes programmes, GatheringRecords gatherings, Exchange exchange) {
        this.programmes = programmes;
        this.gatherings = gatherings;
        this.exchange = exchange;
    }

    @GET
    @APIResponse(responseCode = "200", description = "OK", headers = @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING)), content = @Content(mediaType = "text/calendar", schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "304", description = "The answer is the one whose ETag If-None-Match has")
    @Operation(summary = "All gatherings of which the days are known (RFC 5545), or those of a country, topic or time")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       country Concerning one of these: ISO 3166-1 alpha-2, up to ten with commas
                                                       topic About this
                                                       from:date Not over before that day
                                                       to:date Begun by that day
                                                       lang The language of titles (BCP 47), where they have it""")
    public Response calendar() {
        var parameters = exchange.parameters().allow("country", "topic", "from", "to", "lang");
        var at = parameters.at();
        var language = parameters.text("lang").orElse(null);
        var shown = programmes.shown(gatherings.narrowed(parameters, at), at, MOST_GATHERINGS);
        // Of what the calendar is made of: who has it already is told so without its being made.
        var etag = Exchange.etag((ICalendar.VERSION + " " + language + " " + shown).getBytes(StandardCharsets.UTF_8));
        StreamingOutput calendar = out -> ICalendar.write("Tamga",
                events -> programmes.each(shown, at, language, events), out);
        return (exchange.isKnown(etag) ? Response.notModified() : Response.ok(calendar, ICALENDAR))
                .header(HttpHeaders.ETAG, etag).header(HttpHeaders.CACHE_CONTROL, "max-age=300").build();
    }
}
