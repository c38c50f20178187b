package org.tamga.gateway.page;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The first page: what Tamga is, a brief for two countries, what changes just now. */
@Path("/")
public class StartPage {

    @CheckedTemplate
    static class Templates {

        private Templates() {
        }

        static native TemplateInstance start(Layout layout, List<Countries.Choice> countries);
    }

    private final Languages languages;

    StartPage(Languages languages) {
        this.languages = languages;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public TemplateInstance start(@QueryParam("lang") String lang, @Context HttpHeaders headers) {
        var words = languages.choose(lang, headers.getAcceptableLanguages());
        return Templates.start(new Layout(words, languages.all(), words.of("start.title"), "/"),
                Countries.choices(words.locale()));
    }
}
