package org.tamga.gateway.brief;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.core.Variant;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.gateway.page.Addresses;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.page.Languages;
import org.tamga.gateway.page.Layout;
import org.tamga.gateway.page.Messages;
import org.tamga.gateway.pair.Pair;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** Briefs for two countries, a format or a gathering: JSON for programs, a page for people, Markdown, Word and PDF for desks, under either address. */
@Path("/")
@Tag(name = "briefs", description = "What the record holds of two countries, a format or a gathering, as of a day, as known at an instant")
public class BriefResource {

    private static final Set<String> PARAMETERS = Set.of("validAt", "knownAt", "compareWith", "lang", "format");
    private static final String MARKDOWN = "text/markdown";
    private static final String PDF = "application/pdf";
    private static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    /** By the name that an address gives them, for a link cannot say what it accepts. */
    private static final Map<String, MediaType> FORMS = forms();
    private static final List<Variant> JSON_FIRST = variants("json");
    private static final List<Variant> PAGE_FIRST = variants("html");

    @CheckedTemplate
    static class Templates {

        private Templates() {
        }

        static native TemplateInstance brief(Layout layout, Brief brief, Phrases phrases, Map<String, Curves.Drawn> curves,
                String title, String json, AsOf asOf);

        static native TemplateInstance print(Messages words, Brief brief, Phrases phrases, Map<String, Curves.Drawn> curves,
                String title, String style);
    }

    private final Subjects subjects;
    private final Briefs briefs;
    private final Curves curves;
    private final Pdf pdf;
    private final Languages languages;
    private final HttpHeaders headers;
    private final Request request;
    private final UriInfo uri;

    BriefResource(Subjects subjects, Briefs briefs, Curves curves, Pdf pdf, Languages languages, @Context HttpHeaders headers,
            @Context Request request,
            @Context UriInfo uri) {
        this.subjects = subjects;
        this.briefs = briefs;
        this.curves = curves;
        this.pdf = pdf;
        this.languages = languages;
        this.headers = headers;
        this.request = request;
        this.uri = uri;
    }

    @GET
    @Path("api/briefs/{subject}")
    @Operation(summary = "The brief for a pair of countries in either order, a format or a gathering", operationId = "brief")
    @Parameter(name = "subject", description = "Two ISO 3166-1 alpha-2 codes such as KZ-KR, a format's code such as C5+K, or a gathering's id")
    @Parameter(name = "validAt", description = "The day in the world; today in UTC by default")
    @Parameter(name = "knownAt", description = "What was recorded until then counts; by default up to where the record is settled")
    @Parameter(name = "compareWith", description = "An earlier instant, or a day's beginning in UTC; changes then says what was otherwise known")
    @Parameter(name = "lang", description = "Language of the texts; by Accept-Language by default")
    @Parameter(name = "format", description = "json, html, md, pdf or docx; goes before Accept")
    @APIResponse(responseCode = "200", content = {
            @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Brief.class)),
            @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = SchemaType.STRING)),
            @Content(mediaType = MARKDOWN, schema = @Schema(type = SchemaType.STRING)),
            @Content(mediaType = PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")),
            @Content(mediaType = DOCX, schema = @Schema(type = SchemaType.STRING, format = "binary"))})
    public Response forPrograms(@PathParam("subject") String subject, @QueryParam("validAt") String validAt,
            @QueryParam("knownAt") String knownAt, @QueryParam("compareWith") String compareWith,
            @QueryParam("lang") String lang, @QueryParam("format") String format) {
        return answer(subject, validAt, knownAt, lang, compareWith, form(format, JSON_FIRST));
    }

    @GET
    @Path("briefs/{subject}")
    @Operation(hidden = true)
    public Response forPeople(@PathParam("subject") String subject, @QueryParam("validAt") String validAt,
            @QueryParam("knownAt") String knownAt, @QueryParam("compareWith") String compareWith,
            @QueryParam("lang") String lang, @QueryParam("format") String format) {
        return answer(subject, validAt, knownAt, lang, compareWith, form(format, PAGE_FIRST));
    }

    /** Where the form of the first page leads: it knows two countries, not a pair. Back to it, if they are none. */
    @GET
    @Path("briefs")
    @Operation(hidden = true)
    public Response choose(@QueryParam("one") String one, @QueryParam("other") String other,
            @QueryParam("lang") String lang) {
        var address = Pair.of(one, other).map(pair -> UriBuilder.fromPath("/briefs/" + pair))
                .orElseGet(() -> UriBuilder.fromPath("/").queryParam("one", chosen(one)).queryParam("other", chosen(other))
                        .fragment("pair"));
        var asOf = AsOf.of(uri);
        if (!asOf.validAt().isEmpty()) {
            address.queryParam("validAt", asOf.validAt());
        }
        if (!asOf.knownAt().isEmpty()) {
            address.queryParam("knownAt", asOf.knownAt());
        }
        if (lang != null) {
            address.queryParam("lang", languages.choose(lang, List.of()).language());
        }
        return Addresses.redirect(Response.Status.SEE_OTHER, address.build());
    }

    /** What the form can have chosen; else nothing. */
    private static String chosen(String country) {
        return country != null && country.matches("[A-Za-z]{2}") ? country : "";
    }

    private Briefs.Answered present(String subject, String validAt, String knownAt, String lang) {
        var words = languages.choose(lang, headers.getAcceptableLanguages());
        var asOf = AsOf.of(validAt, knownAt);
        if (asOf.knownAt().isEmpty()) {
            var settled = briefs.settled();
            return briefs.ofNow(question(subject, asOf.day(), settled.instant(), words), settled);
        }
        var question = question(subject, asOf.day(), Instant.parse(asOf.knownAt()), words);
        return new Briefs.Answered(question, briefs.of(question));
    }

    private Question question(String subject, LocalDate day, Instant known, Messages words) {
        return new Question(subjects.of(subject, Question.times(day, known)), day, known, words);
    }

    private MediaType form(String asked, List<Variant> offered) {
        if (asked != null) {
            if (!FORMS.containsKey(asked)) {
                throw Problem.invalidParameter("format", "Offered are " + String.join(", ", FORMS.keySet()) + ".");
            }
            return FORMS.get(asked);
        }
        var chosen = request.selectVariant(offered);
        if (chosen == null) {
            throw new Problem(ProblemType.NOT_ACCEPTABLE, "Offered are "
                    + FORMS.values().stream().map(form -> form.getType() + "/" + form.getSubtype())
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        return chosen.getMediaType();
    }

    private Response answer(String subject, String validAt, String knownAt, String lang, String compareWith, MediaType form) {
        Addresses.refuseUnknown(uri.getQueryParameters().keySet(), PARAMETERS);
        var answered = present(subject, validAt, knownAt, lang);
        var question = answered.question();
        var phrases = new Phrases(question.words());
        var title = question.subject().title(phrases);
        var former = compareWith == null || compareWith.isEmpty() ? null : former(compareWith, question);
        var present = answered.brief();
        var brief = (former == null ? present : present.since(former(subject, former, question), phrases)).at(uri.getBaseUri())
                .withCitation(phrases.of(
                        "brief.citation",
                        title, phrases.day(question.validAt()),
                        phrases.instant(question.knownAt()),
                        uri.getBaseUri().resolve(address("/briefs/", question, former)).toString()));
        var name = FORMS.entrySet().stream().filter(each -> each.getValue().isCompatible(form)).findFirst().orElseThrow()
                .getKey();
        var answer = Response.ok(switch (name) {
            case "html" -> page(question, former, brief, phrases, title);
            case "md" -> Markdown.of(brief, phrases, title);
            case "pdf" -> pdf.of(Templates.print(question.words(), brief, phrases, curves.of(question, brief), title,
                    Pdf.STYLE).render());
            case "docx" -> Docx.of(brief, phrases, title);
            default -> brief;
        }, FORMS.get(name));
        if (name.equals("pdf") || name.equals("docx")) {
            answer.header("Content-Disposition", (name.equals("pdf") ? "inline" : "attachment") + "; filename=\""
                    + question.subject().address().replaceAll("[^A-Za-z0-9-]", "_") + "-" + question.validAt() + "." + name
                    + "\"");
        }
        return answer.language(question.words().locale()).header("Vary", "Accept, Accept-Language")
                .header("Cache-Control", "no-cache").build();
    }

    private TemplateInstance page(Question question, Instant former, Brief brief, Phrases phrases, String title) {
        return Templates.brief(
                new Layout(question.words(), languages.all(), title, address("/briefs/", question, former), AsOf.of(uri)),
                brief, phrases, curves.of(question, brief), title,
                address("/api/briefs/", question, former) + "&lang=" + question.words().language(), AsOf.of(uri));
    }

    /** What would have been answered then; nothing of a subject that was not in the record. */
    private Brief former(String subject, Instant then, Question question) {
        return subjects.find(subject, Question.times(question.validAt(), then))
                .map(known -> briefs.of(new Question(known, question.validAt(), then, question.words())))
                .orElseGet(
                        () -> Brief.about(question.subject(), question.validAt(), then, question.words().language(), List.of(),
                                List.of(), List.of(), null));
    }

    private static Instant former(String compareWith, Question question) {
        Instant instant;
        try {
            instant = compareWith.length() == 10
                    ? AsOf.inRange(LocalDate.parse(compareWith)).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : AsOf.written(compareWith);
        } catch (DateTimeException e) {
            throw Problem.invalidParameter("compareWith",
                    "\"" + compareWith + "\" is not an instant such as 2026-01-10T00:00:00Z, nor a day.");
        }
        if (!instant.isBefore(question.knownAt())) {
            throw Problem.invalidParameter("compareWith", "is not before knownAt, which is " + question.knownAt() + ".");
        }
        return instant;
    }

    /** An address that gives the same brief again, with what it is compared with; that is null without a comparison. */
    private static String address(String path, Question question, Instant former) {
        return path + question.subject().address() + "?validAt=" + question.validAt() + "&knownAt=" + question.knownAt()
                + (former == null ? "" : "&compareWith=" + former);
    }

    private static Map<String, MediaType> forms() {
        Map<String, MediaType> forms = new LinkedHashMap<>();
        forms.put("json", MediaType.APPLICATION_JSON_TYPE);
        forms.put("html", MediaType.TEXT_HTML_TYPE);
        forms.put("md", MediaType.valueOf(MARKDOWN).withCharset("utf-8"));
        forms.put("pdf", MediaType.valueOf(PDF));
        forms.put("docx", MediaType.valueOf(DOCX));
        return forms;
    }

    private static List<Variant> variants(String first) {
        return Variant.mediaTypes(Stream.concat(Stream.of(FORMS.get(first)), FORMS.values().stream()).distinct()
                .toArray(MediaType[]::new)).build();
    }
}
