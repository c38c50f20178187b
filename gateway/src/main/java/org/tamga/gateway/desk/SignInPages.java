package org.tamga.gateway.desk;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tamga.gateway.page.Languages;
import org.tamga.gateway.page.Layout;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** Where an editor's browser gets to know the token, and where a whole report is recorded with it. The token never comes here. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class SignInPages {

    @CheckedTemplate
    static class Templates {

        private Templates() {
        }

        static native TemplateInstance signIn(Layout layout);

        static native TemplateInstance report(Layout layout, List<String> languages);
    }

    private final Languages languages;
    private final HttpHeaders headers;

    SignInPages(Languages languages, @Context HttpHeaders headers) {
        this.languages = languages;
        this.headers = headers;
    }

    @GET
    @Path("sign-in")
    @Operation(hidden = true)
    public TemplateInstance signIn(@QueryParam("lang") String lang) {
        return Templates.signIn(layout(lang, "sign-in.title", "/sign-in"));
    }

    @GET
    @Path("report")
    @Operation(hidden = true)
    public TemplateInstance report(@QueryParam("lang") String lang) {
        return Templates.report(layout(lang, "report.title", "/report"), languages.all());
    }

    private Layout layout(String lang, String title, String address) {
        var words = languages.choose(lang, headers.getAcceptableLanguages());
        return new Layout(words, languages.all(), words.of(title), address);
    }
}
