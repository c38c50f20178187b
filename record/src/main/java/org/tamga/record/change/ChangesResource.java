package org.tamga.record.change;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tamga.record.Parameters;
import org.tamga.record.contract.DescribedApi;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.annotation.JsonRawValue;

/** The change log, for who would rather page than subscribe: everything, for ever, up to the settled horizon. */
@Path("changes")
@Produces(MediaType.APPLICATION_JSON)
public class ChangesResource {

    private final Database database;
    private final Horizon horizon;
    private final String source;

    ChangesResource(Database database, Horizon horizon, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.database = database;
        this.horizon = horizon;
        this.source = "/" + service;
    }

    /**
     * A change as an event.
     *
     * @param sequence its position in the log
     * @param data the event's data
     */
    public record Change(long sequence, String id, String source, String type, String subject, String time, String topic,
            List<String> countries, String traceparent, @JsonRawValue @Schema(type = SchemaType.OBJECT) String data) {}

    /**
     * A page of the log.
     *
     * @param next where to go on; the same address again gives what has come since
     * @param horizon up to where the log is settled
     */
    public record Page(List<Change> items, String next, Horizon.Settled horizon) {}

    @GET
    @Operation(summary = "The change log, from a position on, up to the settled horizon")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       after:integer The position after which it begins; 0 by default
                                                       limit:integer At most 1000; 100 by default""")
    public Page changes(@Context UriInfo uri) {
        var parameters = new Parameters(uri).allow("after", "limit");
        var after = parameters.number("after", 0, 0, Long.MAX_VALUE);
        var limit = (int) parameters.number("limit", 100, 1, 1000);
        var settled = horizon.now();
        var items = database.read(transaction -> transaction.list(
                """
                select * from (
                  select *, sum(octet_length(data)) over (order by position) as bytes, row_number() over (order by position) as number
                  from (select * from change_log where position > ? and position <= ? and not withheld order by position limit ?) l) w
                where bytes <= 8388608 or number = 1
                order by position""",
                row -> new Change(row.getLong("position"), row.getString("id"), source, row.getString("type"),
                        row.getString("key"),
                        Transaction.instant(row, "at").toString(), row.getString("topic"),
                        List.of((String[]) row.getArray("countries").getArray()), row.getString("traceparent"),
                        row.getString("data")),
                after, settled.sequence(), limit));
        var last = items.isEmpty() ? after : items.get(items.size() - 1).sequence();
        return new Page(items, uri.getAbsolutePath().getPath() + "?after=" + last + "&limit=" + limit, settled);
    }
}
