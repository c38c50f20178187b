package org.tamga.gateway.feed;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.catalog.Catalog;
import org.tamga.gateway.change.ChangesConfig;
import org.tamga.gateway.change.RecentChanges;
import org.tamga.gateway.page.Addresses;
import org.tamga.gateway.page.Languages;
import org.tamga.gateway.page.Messages;
import org.tamga.gateway.page.Xml;
import org.tamga.gateway.pair.Pair;
import org.tamga.gateway.route.Callers;
import org.tamga.gateway.route.Places;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.http.HttpServerRequest;

/** {@code /feeds/KZ-KR.atom}: what changed for a pair of countries, for people with a feed reader (RFC 4287). */
@Path("feeds")
@Tag(name = "changes")
public class FeedResource {

    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final MediaType ATOM_TYPE = MediaType.valueOf("application/atom+xml").withCharset("utf-8");

    private final RecentChanges changes;
    private final Catalog catalog;
    private final Languages languages;
    private final Callers callers;
    private final Places places;

    FeedResource(RecentChanges changes, Catalog catalog, Languages languages, Callers callers, ChangesConfig config) {
        this.changes = changes;
        this.catalog = catalog;
        this.languages = languages;
        this.callers = callers;
        this.places = new Places("feeds", config.feeds(), config.feedsPerCaller());
    }

    @GET
    @Path("{pair}.atom")
    @Operation(summary = "The latest changes that concern two countries, as Atom", operationId = "feed")
    @Parameter(name = "pair", description = "Two ISO 3166-1 alpha-2 codes such as KZ-KR, in either order")
    @Parameter(name = "lang", description = "Language of the texts; by Accept-Language by default")
    @APIResponse(responseCode = "200", content = @Content(mediaType = "application/atom+xml", schema = @Schema(type = SchemaType.STRING)))
    public Response feed(@PathParam("pair") String countries, @QueryParam("lang") String lang, @Context HttpHeaders headers,
            @Context Request request, @Context UriInfo uri, @Context HttpServerRequest connection) {
        var pair = Pair.parse(countries);
        var words = languages.choose(lang, headers.getAcceptableLanguages());
        var latest = latest(pair, callers.of(connection));
        // Of all of them: a change that comes late stands below the first.
        var ids = latest.stream().map(change -> change.path("id").asText()).collect(Collectors.joining(" "));
        var etag = new EntityTag(UUID.nameUUIDFromBytes(ids.getBytes(StandardCharsets.UTF_8)) + "-" + words.language());
        var unchanged = request.evaluatePreconditions(etag);
        var answer = unchanged != null
                ? unchanged
                : Response.ok(feed(uri.getBaseUri().toString().replaceFirst("/$", ""), pair, words, latest), ATOM_TYPE);
        return answer.tag(etag).header("Cache-Control", "no-cache").header("Vary", "Accept-Language").build();
    }

    private List<JsonNode> latest(Pair pair, String caller) {
        places.take(caller);
        try {
            return Addresses.await(changes.of(pair));
        } finally {
            places.leave(caller);
        }
    }

    /** The page of the record that changed; the search where it has none. */
    private String page(JsonNode change, String name) {
        var id = change.path("subject").asText();
        // Such as …/events.membership.v1.schema.json: a post's new holder is told of by the membership.
        var topic = change.path("dataschema").asText().replaceFirst(".*/", "").replaceFirst("\\.v\\d+\\.schema\\.json$", "");
        var parent = change.at("/data/parentId").asText(null);
        return Optional.ofNullable(catalog.pages().get(topic)).filter(page -> parent != null || !page.contains("{parentId}"))
                .map(page -> page.replace("{id}", id).replace("{parentId}", Objects.requireNonNullElse(parent, "")))
                .orElseGet(() -> "/search?q=" + URLEncoder.encode(cut(name), StandardCharsets.UTF_8));
    }

    /** @param latest the newest first */
    private byte[] feed(String base, Pair pair, Messages words, List<JsonNode> latest) {
        var phrases = new Phrases(words);
        var bytes = new ByteArrayOutputStream();
        try {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("feed");
            xml.writeDefaultNamespace(ATOM);
            xml.writeAttribute("xml:lang", words.language());
            // Of the pair and the language alone, so that it is the same feed under whatever address.
            element(xml, "id", "urn:uuid:"
                    + UUID.nameUUIDFromBytes(("tamga feed " + pair + " " + words.language()).getBytes(StandardCharsets.UTF_8)));
            element(xml, "title", words.filled("feed.title", phrases.of("brief.title", phrases.country(pair.first().code()),
                    phrases.country(pair.second().code()))));
            element(xml, "updated", latest.isEmpty() ? Instant.EPOCH.toString() : latest.get(0).path("time").asText());
            link(xml, "self", base + "/feeds/" + pair + ".atom?lang=" + words.language());
            link(xml, "alternate", base + "/briefs/" + pair + "?lang=" + words.language());
            xml.writeStartElement("author");
            element(xml, "name", "Tamga");
            xml.writeEndElement();
            for (var change : latest) {
                entry(xml, base, words, phrases, change);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private void entry(XMLStreamWriter xml, String base, Messages words, Phrases phrases, JsonNode change)
            throws XMLStreamException {
        // Such as org.tamga.trade.company.registered.v1
        var type = change.path("type").asText().split("\\.");
        var aggregate = type.length > 3 ? type[3] : change.path("type").asText();
        var data = change.path("data");
        var state = data.path("after").isEmpty() ? data.path("before").path(0) : data.path("after").path(0);
        var title = catalog.title(state, LocalDate.now(ZoneOffset.UTC), words);
        var name = title.isEmpty() ? data.path("code").asText(change.path("subject").asText()) : title;
        xml.writeStartElement("entry");
        element(xml, "id", "urn:uuid:" + change.path("id").asText());
        element(xml, "title", words.orElse("type." + aggregate, aggregate.replace('-', ' ')) + ": " + name);
        element(xml, "updated", change.path("time").asText());
        link(xml, "alternate", base + page(change, name));
        xml.writeEmptyElement("category");
        xml.writeAttribute("term", change.path("type").asText());
        element(xml, "summary", summary(words, phrases, data, type.length > 4 ? type[4] : ""));
        xml.writeEndElement();
    }

    private static String summary(Messages words, Phrases phrases, JsonNode data, String verb) {
        var changed = data.path("changed").path(0);
        if (changed.isObject()) {
            return figure(changed.path("before"), data, words, phrases) + " → "
                    + figure(changed.path("after"), data, words, phrases);
        }
        var reason = data.path("reason").asText("");
        return words.orElse("reason." + reason, verb.replace('-', ' '));
    }

    private static String figure(JsonNode value, JsonNode data, Messages words, Phrases phrases) {
        return value.isNumber()
                ? phrases.amount(value.decimalValue(), data.path("unit").asText(null))
                : words.of("brief.not-recorded");
    }

    private static String cut(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100);
    }

    private static void link(XMLStreamWriter xml, String relation, String href) throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", relation);
        xml.writeAttribute("href", href);
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(Xml.text(text));
        xml.writeEndElement();
    }
}
