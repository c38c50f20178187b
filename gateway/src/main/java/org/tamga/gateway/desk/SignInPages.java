package org.tamga.gateway.desk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tamga.gateway.page.Addresses;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.page.Countries;
import org.tamga.gateway.page.Languages;
import org.tamga.gateway.page.Layout;
import org.tamga.gateway.page.Messages;
import org.tamga.gateway.service.Services;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** Where an editor signs in, at an OIDC provider or with a token, which never comes here; and where a whole report is recorded. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class SignInPages {

    /** Kinds of statements that stand by themselves: an answer needs its question, which only its own form asks for. */
    private static final List<String> KINDS = List.of("press-release", "communique", "interview", "speech", "question");
    private static final List<String> RENDERINGS = List.of("verbatim", "paraphrase", "summary");

    @CheckedTemplate
    static class Templates {

        private Templates() {
        }

        static native TemplateInstance signIn(Layout layout, boolean hasProvider, boolean isRefused, String next);

        static native TemplateInstance report(Layout layout, String domains, List<String> languages, List<String> units,
                List<Countries.Choice> kinds, List<Countries.Choice> renderings);
    }

    private final Services services;
    private final Languages languages;
    private final HttpHeaders headers;
    private final boolean hasProvider;

    SignInPages(Services services, Languages languages, @Context HttpHeaders headers,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean hasProvider) {
        this.services = services;
        this.languages = languages;
        this.headers = headers;
        this.hasProvider = hasProvider;
    }

    /**
     * @param next where to go on afterwards, a page of ours
     * @param error what the provider says where it let nobody in (OpenID Connect Core 1.0 section 3.1.2.6)
     */
    @GET
    @Path("sign-in")
    @Operation(hidden = true)
    public TemplateInstance signIn(@QueryParam("lang") String lang, @QueryParam("next") String next,
            @QueryParam("error") String error, @Context UriInfo uri) {
        var layout = layout(lang, "sign-in.title", uri);
        return Templates.signIn(layout, hasProvider, error != null,
                URLEncoder.encode(next == null ? layout.in(layout.words().language()) : next, StandardCharsets.UTF_8));
    }

    @GET
    @Path("report")
    @Operation(hidden = true)
    public TemplateInstance report(@QueryParam("lang") String lang, @Context UriInfo uri) {
        var layout = layout(lang, "report.title", uri);
        var units = Stream.concat(layout.words().keys().stream().filter(key -> key.matches("unit\\..*\\.other"))
                .map(key -> key.replaceAll("^unit\\.|\\.other$", "")), Stream.of("percent", "USD", "KZT", "KRW")).sorted()
                .toList();
        return Templates.report(layout, String.join(" ", services.domains()), languages.all(), units,
                choices(KINDS, layout.words()), choices(RENDERINGS, layout.words()));
    }

    private static List<Countries.Choice> choices(List<String> values, Messages words) {
        return values.stream().map(value -> new Countries.Choice(value, words.of("value." + value))).toList();
    }

    private Layout layout(String lang, String title, UriInfo uri) {
        var words = languages.choose(lang, headers.getAcceptableLanguages());
        return new Layout(words, languages.all(), words.of(title), Addresses.withoutLanguage(uri), AsOf.of(uri));
    }
}
