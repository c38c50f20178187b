package org.tamga.gateway.check;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.page.Addresses;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.page.Languages;
import org.tamga.gateway.page.Layout;
import org.tamga.gateway.page.Messages;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** Talking points held against the record: as JSON, and as a page. */
@Path("/")
@Tag(name = "briefs")
public class CheckResource {

    private static final Set<String> PARAMETERS = Set.of("validAt", "knownAt");
    private static final int LONGEST = 20_000;
    /** So many characters in a form, where each letter that is not Latin is written with six or nine. */
    private static final int MOST_BYTES = 200 << 10;

    @CheckedTemplate
    static class Templates {

        private Templates() {
        }

        static native TemplateInstance check(Layout layout, Phrases phrases, String text, List<Part> parts,
                List<TextCheck.Finding> findings, String missing, List<String> notAsked, AsOf asOf);
    }

    private final TextCheck check;
    private final Languages languages;
    private final ObjectMapper json;
    private final HttpHeaders headers;
    private final UriInfo uri;

    CheckResource(TextCheck check, Languages languages, ObjectMapper json, @Context HttpHeaders headers,
            @Context UriInfo uri) {
        this.check = check;
        this.json = json;
        this.languages = languages;
        this.headers = headers;
        this.uri = uri;
    }

    /**
     * A text to check.
     *
     * @param lang of the answer's words; by Accept-Language without it
     */
    public record Question(String text, String lang) {}

    /** A piece of the text; with a finding's number, or 0 for what lies between. */
    public record Part(String text, int number, TextCheck.Finding finding) {}

    @POST
    @Path("api/briefs/check")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The figures, dates, people, offices and meetings in a text, with what the record knows of each", operationId = "checkText")
    @RequestBody(content = @Content(schema = @Schema(implementation = Question.class)))
    @Parameter(name = "validAt", in = ParameterIn.QUERY, description = "The day in the world; today in UTC by default", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "knownAt", in = ParameterIn.QUERY, description = "What was known then counts; by default what is known now", schema = @Schema(type = SchemaType.STRING))
    public TextCheck.Checked forPrograms(InputStream body) throws IOException {
        Addresses.refuseUnknown(uri.getQueryParameters().keySet(), PARAMETERS);
        var asOf = AsOf.of(uri);
        var question = json.readValue(read(body), Question.class);
        var text = question == null ? null : question.text();
        if (text == null || text.isBlank()) {
            throw noText();
        }
        return check.check(whole(text), new Phrases(words(question.lang())), asOf);
    }

    @GET
    @Path("check")
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public TemplateInstance form(@QueryParam("lang") String lang) {
        return page(words(lang), "", AsOf.of(uri));
    }

    @POST
    @Path("check")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response checked(InputStream body) throws IOException {
        Map<String, String> form = new HashMap<>();
        for (var field : new String(read(body), StandardCharsets.US_ASCII).split("&")) {
            var equals = field.indexOf('=');
            if (equals > 0) {
                form.put(field.substring(0, equals), decoded(field.substring(equals + 1)));
            }
        }
        var asOf = AsOf.of(form.get("validAt"), form.get("knownAt"));
        if (!asOf.equals(AsOf.of(uri))) {
            // The pair of times belongs into the address: the browser sends the form again to the one that has it.
            return Addresses.redirect(Response.Status.TEMPORARY_REDIRECT, URI.create(address(asOf)));
        }
        // A form ends lines with two characters, whatever its field counts.
        var text = form.getOrDefault("text", "").replace("\r\n", "\n");
        return Response.ok(page(words(form.get("lang")), whole(text), asOf)).build();
    }

    /** A text that is not too long. */
    private static String whole(String text) {
        if (text.length() > LONGEST) {
            throw noText();
        }
        return text;
    }

    private static Problem noText() {
        return Problem.brokenRule("/text", "A text of 1 to " + LONGEST + " characters.");
    }

    private static String address(AsOf asOf) {
        return "/check" + asOf.parameters().replaceFirst("^&", "?");
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Problem(ProblemType.MALFORMED_REQUEST, "The form is not encoded as a form is.");
        }
    }

    /** Whatever its length says: the gateway as a whole lets any through, for imports. */
    private static byte[] read(InputStream body) throws IOException {
        var bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new Problem(ProblemType.TOO_LARGE, "A text to check has at most " + MOST_BYTES + " bytes.");
        }
        return bytes;
    }

    private TemplateInstance page(Messages words, String text, AsOf asOf) {
        var phrases = new Phrases(words);
        var checked = text.isBlank() ? new TextCheck.Checked(List.of(), Set.of(), null) : check.check(text, phrases, asOf);
        var findings = checked.findings();
        var parts = new ArrayList<Part>();
        var reached = 0;
        for (var finding : findings) {
            parts.add(new Part(text.substring(reached, finding.from()), 0, null));
            parts.add(new Part(finding.text(), findings.indexOf(finding) + 1, finding));
            reached = finding.to();
        }
        parts.add(new Part(text.substring(reached), 0, null));
        return Templates.check(new Layout(words, languages.all(), words.of("check.title"), address(asOf), asOf,
                text.isEmpty()
                        ? Map.of()
                        : Map.of("text", text, "validAt", asOf.validAt(), "knownAt", asOf.knownAt())),
                phrases, text, parts,
                findings, checked.missing().stream().map(domain -> phrases.named("domain", domain))
                        .collect(Collectors.joining(", ")),
                notAsked(checked.notAsked(), phrases), asOf);
    }

    /** What was left out, in words. */
    private static List<String> notAsked(TextCheck.NotAsked left, Phrases phrases) {
        var said = new ArrayList<String>();
        if (left != null && !left.countries().isEmpty()) {
            said.add(phrases.of("check.not-asked.countries",
                    left.countries().stream().map(phrases::country).collect(Collectors.joining(", "))));
        }
        if (left != null && !left.lists().isEmpty()) {
            said.add(phrases.of("check.not-asked.lists", String.join(", ", left.lists())));
        }
        if (left != null && left.numbersFrom() != null) {
            said.add(phrases.of("check.not-asked.numbers", Integer.toString(TextCheck.MOST_NUMBERS)));
        }
        return said;
    }

    private Messages words(String lang) {
        return languages.choose(lang, headers.getAcceptableLanguages());
    }
}
