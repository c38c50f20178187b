package org.tamga.gateway.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.page.Addresses;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.page.Countries;
import org.tamga.gateway.page.Languages;
import org.tamga.gateway.page.Layout;
import org.tamga.gateway.page.Messages;
import org.tamga.gateway.page.Outcome;
import org.tamga.gateway.page.Refusal;
import org.tamga.gateway.service.MeasureDefinitions;
import org.tamga.gateway.service.Services;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.Future;

/** What is measured, and each measure's value over the days with what was known of it when. */
@Path("measures")
@Produces(MediaType.TEXT_HTML)
public class MeasurePages {

    private static final String COUNTRIES = "reporter|partner|nationality|destination|origin|host|country";

    @CheckedTemplate
    static class Templates {

        private Templates() {
        }

        static native TemplateInstance all(Layout layout, Map<String, List<Link>> domains);

        static native TemplateInstance one(Layout layout, String definition, List<Dimension> dimensions, AsOf asOf,
                MeasureView view, Refusal refusal, String json);
    }

    /** A link with words. */
    public record Link(String href, String text) {}

    /** A dimension, what it is set to, and the countries that it can be; none where it is no country. */
    public record Dimension(String name, String label, String value, List<Countries.Choice> countries) {}

    private final Services services;
    private final MeasureDefinitions definitions;
    private final MeasureReadings readings;
    private final Languages languages;
    private final HttpHeaders headers;
    private final UriInfo uri;

    MeasurePages(Services services, MeasureDefinitions definitions, MeasureReadings readings, Languages languages,
            @Context HttpHeaders headers, @Context UriInfo uri) {
        this.services = services;
        this.definitions = definitions;
        this.readings = readings;
        this.languages = languages;
        this.headers = headers;
        this.uri = uri;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance all() {
        var words = words();
        var layout = layout(words, words.of("measure.all"));
        var phrases = new Phrases(words);
        var asked = new LinkedHashMap<String, Future<Map<String, JsonNode>>>();
        services.domains().forEach(domain -> asked.put(domain, definitions.of(domain)));
        Addresses.await(Future.join(List.<Future<?>>copyOf(asked.values())).otherwiseEmpty());
        var domains = new TreeMap<String, List<Link>>();
        asked.forEach((domain, answer) -> {
            var links = new ArrayList<Link>();
            if (answer.succeeded()) {
                answer.result().forEach((code, measure) -> links.add(new Link("/measures/" + code + "?" + layout.parameters(),
                        Optional.ofNullable(phrases.text(measure.path("name"))).orElse(code))));
            }
            if (!links.isEmpty() || answer.failed()) {
                domains.put(words.of("domain." + domain), links);
            }
        });
        return Templates.all(layout, domains);
    }

    @GET
    @Path("{code}")
    @Operation(hidden = true)
    public Response one(@PathParam("code") String code) {
        var words = words();
        var phrases = new Phrases(words);
        var domain = code.substring(0, Math.max(0, code.indexOf('.')));
        var definition = !services.domains().contains(domain)
                ? null
                : Addresses.await(definitions.of(domain)).get(code);
        if (definition == null) {
            throw new Problem(ProblemType.NOT_FOUND, "There is no such measure; /measures has them all.");
        }
        var dimensions = new ArrayList<Dimension>();
        var values = new TreeMap<String, String>();
        definition.path("dimensions").forEach(each -> {
            var name = each.asText();
            var value = parameter(name);
            values.put(name, value);
            dimensions.add(new Dimension(name, words.orElse("field." + name, words.orElse("dimension." + name, name)), value,
                    name.matches(COUNTRIES) ? Countries.choices(words.locale()) : List.of()));
        });
        var asOf = AsOf.of(uri);
        var isAsked = values.values().stream().noneMatch(String::isEmpty);
        Outcome<MeasureView> outcome = !isAsked
                ? Outcome.none()
                : Outcome.of(() -> Addresses.await(readings.of(code, values, asOf.knownAt(), asOf.day(), null, words))
                        .orElse(null), name -> values.containsKey(name) ? name : null);
        var view = outcome.answer();
        var title = view != null ? view.name() : Optional.ofNullable(phrases.text(definition.path("name"))).orElse(code);
        return outcome.on(Templates.one(layout(words, title),
                phrases.text(definition.path("definition")), dimensions, asOf, view, outcome.refusal(),
                "/api/" + domain + "/measures/" + code + "?" + MeasureReadings.query(values) + asOf.parameters()));
    }

    private Layout layout(Messages words, String title) {
        return new Layout(words, languages.all(), title, Addresses.withoutLanguage(uri), AsOf.of(uri));
    }

    private String parameter(String name) {
        return Optional.ofNullable(uri.getQueryParameters().getFirst(name)).orElse("").strip();
    }

    private Messages words() {
        return languages.choose(uri.getQueryParameters().getFirst("lang"), headers.getAcceptableLanguages());
    }
}
