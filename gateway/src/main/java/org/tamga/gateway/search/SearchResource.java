package org.tamga.gateway.search;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.tamga.commons.problem.Problem;
import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.page.Addresses;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.page.Languages;
import org.tamga.gateway.page.Layout;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** One search over everything that has a name or words, in any script: as JSON, and as a page. */
@Path("/")
@Tag(name = "search", description = "People, organisations, meetings, words, promises, institutions: by their names and words")
public class SearchResource {

    private static final Set<String> PARAMETERS = Set.of("q", "limit", "after", "lang", "validAt", "knownAt");
    private static final int LONGEST = 200;
    private static final int LIMIT = 20;
    /** The services compare no more; whoever would read on should ask more precisely. */
    private static final int MOST = 100;

    @CheckedTemplate
    static class Templates {

        private Templates() {
        }

        static native TemplateInstance search(Layout layout, Phrases phrases, String words, Map<String, List<Hit>> groups,
                List<Search.Missing> missing, AsOf asOf);
    }

    private final Search search;
    private final Languages languages;
    private final HttpHeaders headers;
    private final UriInfo uri;

    SearchResource(Search search, Languages languages, @Context HttpHeaders headers, @Context UriInfo uri) {
        this.search = search;
        this.languages = languages;
        this.headers = headers;
        this.uri = uri;
    }

    /**
     * A page of what was found.
     *
     * @param missing the domains that could not be searched
     */
    public record Answer(List<Hit> items, String next, List<Search.Missing> missing) {}

    @GET
    @Path("api/search")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Searches all services, in any script, the best first", operationId = "search")
    @Parameter(name = "q", required = true, description = "The words, at most 200 characters")
    @Parameter(name = "limit", description = "How many, from 1 to 100; 20 by default")
    @Parameter(name = "after", description = "How many to leave out before; next has it")
    @Parameter(name = "validAt", in = ParameterIn.QUERY, description = "The day in the world; today in UTC by default", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "knownAt", in = ParameterIn.QUERY, description = "What was known then counts; by default what is known now", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "lang", description = "Language of the titles; by Accept-Language by default")
    public Answer forPrograms(@QueryParam("q") String q, @QueryParam("limit") String limit, @QueryParam("after") String after,
            @QueryParam("lang") String lang) {
        Addresses.refuseUnknown(uri.getQueryParameters().keySet(), PARAMETERS);
        var words = words(q);
        var most = limit == null ? LIMIT : number("limit", limit, 1);
        var first = after == null ? 0 : number("after", after, 0);
        var asked = Math.min(MOST, first + most + 1);
        var asOf = AsOf.of(uri);
        var found = search.find(words, asked, asOf, new Phrases(languages.choose(lang, headers.getAcceptableLanguages())));
        var items = found.hits().stream().skip(first).limit(Math.min(most, MOST - first)).toList();
        var last = first + items.size();
        return new Answer(items, last >= Math.min(found.hits().size(), MOST)
                ? null
                : "/api/search?q=" + escaped(words) + "&limit=" + most + "&after=" + last
                        + (lang == null ? "" : "&lang=" + lang) + asOf.parameters(),
                found.missing());
    }

    @GET
    @Path("search")
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public TemplateInstance forPeople(@QueryParam("q") String q, @QueryParam("lang") String lang) {
        Addresses.refuseUnknown(uri.getQueryParameters().keySet(), PARAMETERS);
        var messages = languages.choose(lang, headers.getAcceptableLanguages());
        var phrases = new Phrases(messages);
        var asOf = AsOf.of(uri);
        var isAsked = q != null && !q.isBlank();
        var found = isAsked ? search.find(words(q), MOST / 2, asOf, phrases) : new Search.Found(List.of(), List.of());
        var layout = new Layout(messages, languages.all(), messages.of("search.title"),
                Addresses.withoutLanguage(uri), asOf);
        return Templates.search(layout, phrases, isAsked ? q.strip() : null, found.hits().stream()
                .collect(Collectors.groupingBy(Hit::type, LinkedHashMap::new, Collectors.toList())), found.missing(), asOf);
    }

    private static String words(String q) {
        if (q == null || q.isBlank() || q.length() > LONGEST) {
            throw Problem.invalidParameter("q", "What is looked for, in 1 to " + LONGEST + " characters.");
        }
        return q.strip();
    }

    private static int number(String name, String text, int least) {
        try {
            var number = Integer.parseInt(text);
            if (number >= least && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same answer as to a number out of range.
        }
        throw Problem.invalidParameter(name, "A whole number from " + least + " to " + MOST + ".");
    }

    private static String escaped(String words) {
        return URLEncoder.encode(words, StandardCharsets.UTF_8);
    }
}
