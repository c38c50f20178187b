package org.tamga.record.imports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.tamga.commons.json.Json;
import org.tamga.record.Citation;
import org.tamga.record.Interval;
import org.tamga.record.Records;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is said of a file beside its content.
 *
 * @param parentId the record in the address, where the collection is nested; else null
 * @param publishedOn the day of the file, or null
 * @param citation the file as a source: what the request says of it, else what its format says; null where neither
 *        names a title and a publisher
 * @param parameters the format's own query parameters, as far as they are given
 */
public record ImportedFile(UUID parentId, LocalDate publishedOn, Citation citation, Map<String, String> parameters) {

    private static final ObjectMapper MAPPER = Json.mapper();

    /** When a snapshot's rows hold: from the day of the file on; always, where that is not said. */
    public Interval valid() {
        return new Interval(publishedOn, null);
    }

    /** Since when an old snapshot's rows are known: the beginning (UTC) of a day before today; else null, which is now. */
    public Instant knownFrom() {
        return publishedOn != null && publishedOn.isBefore(Records.today())
                ? publishedOn.atStartOfDay(ZoneOffset.UTC).toInstant()
                : null;
    }

    /** The file as the one source of a row. */
    public List<Citation> sources() {
        return List.of(citation);
    }

    /** Gives a record's JSON its source, the file, and where it says none a first day, the file's own. */
    public ObjectNode describe(ObjectNode record) {
        if (!record.hasNonNull("validFrom") && publishedOn != null) {
            record.put("validFrom", publishedOn.toString());
        }
        return cite(record, sources());
    }

    /** Gives a record's JSON its sources. */
    public static ObjectNode cite(ObjectNode record, List<Citation> sources) {
        return record.set("sources", MAPPER.valueToTree(sources));
    }

    /** The file as the one source of a row, with the place in it. */
    public List<Citation> sources(String locator) {
        return List.of(new Citation(citation.type(), citation.title(), citation.publisher(), citation.url(),
                citation.publishedOn(), citation.retrievedOn(), citation.language(), citation.relayedFrom(), locator,
                citation.quote()));
    }
}
