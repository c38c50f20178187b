package org.tamga.gateway.map;

import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.gateway.page.Addresses;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.page.Countries;
import org.tamga.gateway.page.Languages;
import org.tamga.gateway.page.Layout;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** Maps of what goes out from a country: direct flights, and presences of its universities. */
@Path("maps")
@Produces(MediaType.TEXT_HTML)
public class MapPages {

    @CheckedTemplate
    static class Templates {

        private Templates() {
        }

        static native TemplateInstance map(Layout layout, String kind, String from, List<Countries.Choice> countries,
                Maps.Drawn drawn, AsOf asOf);
    }

    private final Maps maps;
    private final Languages languages;

    MapPages(Maps maps, Languages languages) {
        this.maps = maps;
        this.languages = languages;
    }

    @GET
    @Path("{kind}")
    @Operation(hidden = true)
    public TemplateInstance map(@PathParam("kind") String kind, @QueryParam("from") String from,
            @QueryParam("lang") String lang,
            @Context HttpHeaders headers, @Context UriInfo uri) {
        if (!kind.equals("direct-flights") && !kind.equals("presences")) {
            throw new Problem(ProblemType.NOT_FOUND, "There are maps of direct-flights and of presences.");
        }
        var words = languages.choose(lang, headers.getAcceptableLanguages());
        var choices = Countries.choices(words.locale());
        var country = Optional.ofNullable(from).filter(code -> !code.isBlank()).orElse(null);
        if (country != null && choices.stream().noneMatch(choice -> choice.code().equals(country))) {
            throw Problem.invalidParameter("from", "\"" + country + "\" is not a country such as KZ (ISO 3166-1).");
        }
        var asOf = AsOf.of(uri);
        var drawn = country == null
                ? null
                : Addresses
                        .await(kind.equals("presences")
                                ? maps.presences(country, asOf, words)
                                : maps.directFlights(country, asOf, words));
        return Templates.map(new Layout(words, languages.all(), words.of("map." + kind), Addresses.withoutLanguage(uri), asOf),
                kind,
                Optional.ofNullable(country).orElse(""), choices, drawn, asOf);
    }
}
