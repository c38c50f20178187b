package org.tamga.gateway.problem;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.gateway.page.Languages;
import org.tamga.gateway.page.Layout;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** What the {@code type} of a problem document leads to: its explanation, in English. */
@Path("/problems")
@Produces(MediaType.TEXT_HTML)
public class ProblemPages {

    @CheckedTemplate
    static class Templates {

        private Templates() {
        }

        static native TemplateInstance all(Layout layout, List<ProblemType> types);

        static native TemplateInstance one(Layout layout, ProblemType type);
    }

    private final Languages languages;

    ProblemPages(Languages languages) {
        this.languages = languages;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance all() {
        return Templates.all(layout("Problems", "/problems"), List.of(ProblemType.values()));
    }

    @GET
    @Path("/{slug}")
    @Operation(hidden = true)
    public TemplateInstance one(@PathParam("slug") String slug) {
        var type = ProblemType.bySlug(slug)
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "There is no kind of problem called \"" + slug + "\"."));
        return Templates.one(layout(type.title(), "/problems/" + type.slug()), type);
    }

    private Layout layout(String title, String address) {
        return Layout.of(languages.choose("en", List.of()), title, address);
    }
}
