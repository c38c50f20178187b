package org.tamga.events.programme;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;
import org.tamga.record.contract.DescribedApi;

/** A gathering's programme as files that other programs read. */
@Path("gatherings/{gatheringId}/schedule.{form:jsonld|json|xml|ics|csv}")
public class ProgrammeResource {

    /** Makes a file of a programme. */
    @FunctionalInterface
    private interface Writer {
        byte[] write(Programme programme);
    }

    /** @param version see {@link ICalendar#VERSION} */
    private record Form(String mediaType, int version, Writer writer) {}

    private static final Map<String, Form> FORMS = Map.of(
            "json", new Form(MediaType.APPLICATION_JSON, 1, FrabJson::write),
            "xml", new Form("application/xml", 1, FrabXml::write),
            "ics", new Form(CalendarResource.ICALENDAR, ICalendar.VERSION, ICalendar::write),
            "jsonld", new Form("application/ld+json", 1, SchemaOrg::write),
            "csv", new Form("text/csv; charset=utf-8", 1, ProgrammeCsv::write));

    private final Programmes programmes;
    private final Exchange exchange;

    ProgrammeResource(Programmes programmes, Exchange exchange) {
        this.programmes = programmes;
        this.exchange = exchange;
    }

    @GET
    @APIResponse(responseCode = "200", description = "OK", headers = @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING)), content = {
            @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)),
            @Content(mediaType = MediaType.APPLICATION_XML, schema = @Schema(type = SchemaType.STRING)),
            @Content(mediaType = "text/calendar", schema = @Schema(type = SchemaType.STRING)),
            @Content(mediaType = "application/ld+json", schema = @Schema(type = SchemaType.OBJECT)),
            @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING))})
    @APIResponse(responseCode = "304", description = "The answer is the one whose ETag If-None-Match has")
    @Operation(summary = "The programme: frab/c3voc (json, xml), iCalendar (ics), schema.org (jsonld) or a table (csv)")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       validAt
                                                       knownAt
                                                       knownBasis
                                                       lang The language of titles (BCP 47), where they have it""")
    public Response schedule(@PathParam("gatheringId") String gatheringId, @PathParam("form") String form) {
        var parameters = exchange.parameters().allow("validAt", "knownAt", "knownBasis", "lang");
        var gathering = RecordResource.uuid(gatheringId);
        var at = parameters.at();
        var language = parameters.text("lang").orElse(null);
        var wanted = FORMS.get(form);
        // Of what the programme is made of, as it was before it is read: who has it already is told so without its being made.
        var etag = Exchange.etag((form + " " + wanted.version() + " " + language + " " + programmes.state(gathering, at))
                .getBytes(StandardCharsets.UTF_8));
        return (exchange.isKnown(etag)
                ? Response.notModified()
                : Response.ok(wanted.writer().write(programmes.of(gathering, at, language)), wanted.mediaType()))
                .header(HttpHeaders.ETAG, etag).header(HttpHeaders.CACHE_CONTROL, "max-age=60").build();
    }
}
