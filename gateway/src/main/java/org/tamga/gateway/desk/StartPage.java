package org.tamga.gateway.desk;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tamga.gateway.catalog.Catalog;
import org.tamga.gateway.map.Maps;
import org.tamga.gateway.page.Addresses;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.page.Countries;
import org.tamga.gateway.page.Languages;
import org.tamga.gateway.page.Layout;
import org.tamga.gateway.page.Outcome;
import org.tamga.gateway.page.Refusal;
import org.tamga.gateway.pair.Pair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The first page: what Tamga is, a brief for two countries, a map of direct flights, what changes just now. */
@Path("/")
public class StartPage {

    /** How the list of changes says what changed, and how. */
    private static final Set<String> LIVE = Set.of("type", "reason", "verdict");

    @CheckedTemplate
    static class Templates {

        private Templates() {
        }

        static native TemplateInstance start(Layout layout, List<Countries.Choice> countries, Choice chosen, Refusal refusal,
                Maps.Drawn flights, JsonNode pages, JsonNode live, AsOf asOf);
    }

    /** The countries that are chosen in the forms; empty texts for none. */
    public record Choice(String one, String other, String from) {}

    private final Languages languages;
    private final Maps maps;
    private final Catalog catalog;
    private final ObjectMapper json;

    StartPage(Languages languages, Maps maps, Catalog catalog, ObjectMapper json) {
        this.languages = languages;
        this.maps = maps;
        this.catalog = catalog;
        this.json = json;
    }

    /**
     * @param one of two countries of which there is no brief, as somebody chose them
     * @param other the second of them
     * @param from the country whose direct flights the map shows; for another value it shows all
     */
    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response start(@QueryParam("lang") String lang, @QueryParam("one") String one, @QueryParam("other") String other,
            @QueryParam("from") String from, @Context HttpHeaders headers, @Context UriInfo uri) {
        var words = languages.choose(lang, headers.getAcceptableLanguages());
        var asOf = AsOf.of(uri);
        var countries = Countries.choices(words.locale());
        var country = Optional.ofNullable(from).filter(code -> countries.stream().anyMatch(each -> each.code().equals(code)));
        Outcome<Void> outcome = one == null && other == null || Pair.of(one, other).isPresent()
                ? Outcome.none()
                : Outcome.refused(Refusal.at("other", words.of("start.no-pair")));
        return outcome.on(Templates.start(
                new Layout(words, languages.all(), words.of("start.title"), Addresses.withoutLanguage(uri), asOf), countries,
                new Choice(Objects.requireNonNullElse(one, ""), Objects.requireNonNullElse(other, ""), country.orElse("")),
                outcome.refusal(), Addresses.await((country.isEmpty() && asOf.isNow()
                        ? maps.directFlights(words)
                        : maps.directFlights(country.orElse(null), asOf, words)).otherwise(away -> null)),
                json.valueToTree(catalog.pages()), words.json(LIVE), asOf));
    }
}
