package org.tamga.gateway.catalog;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.capital.CapitalView;
import org.tamga.gateway.measure.MeasureReadings;
import org.tamga.gateway.measure.MeasureView;
import org.tamga.gateway.page.Addresses;
import org.tamga.gateway.page.Alternate;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.page.Countries;
import org.tamga.gateway.page.Languages;
import org.tamga.gateway.page.Layout;
import org.tamga.gateway.page.Messages;
import org.tamga.gateway.page.Outcome;
import org.tamga.gateway.page.Refusal;
import org.tamga.gateway.service.Services;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.Future;

/** Pages of every collection and every record: one template for all lists, one for all records, one for all forms. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class RecordPages {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int PAGE = 50;
    private static final int COLUMNS = 4;
    private static final Pattern DAY = Pattern.compile("\\d{4}(-\\d{2}){0,2}");
    /** What the name of a record says already, or what only explains another member. */
    private static final Set<String> NO_COLUMNS = Set.of("name", "title", "text", "code", "aboutDateBasis", "originalLanguage");

    @CheckedTemplate
    static class Templates {

        private Templates() {
        }

        static native TemplateInstance index(Layout layout, Map<String, List<Entry>> domains);

        static native TemplateInstance list(Layout layout, Listing listing, Refusal refusal, AsOf asOf,
                List<Alternate> alternates);

        static native TemplateInstance record(Layout layout, RecordView view, AsOf asOf, Part<MeasureView> measure,
                Part<CapitalView> capital, List<Alternate> alternates);

        static native TemplateInstance edit(Layout layout, String title, String api, String page, String id, String schema,
                String domains, JsonNode words, boolean isWithdrawal);
    }

    private final Catalog catalog;
    private final References references;
    private final Services services;
    private final MeasureReadings measures;
    private final Languages languages;
    private final HttpHeaders headers;
    private final UriInfo uri;

    RecordPages(Catalog catalog, References references, Services services, MeasureReadings measures, Languages languages,
            @Context HttpHeaders headers, @Context UriInfo uri) {
        this.catalog = catalog;
        this.references = references;
        this.services = services;
        this.measures = measures;
        this.languages = languages;
        this.headers = headers;
        this.uri = uri;
    }

    /** A link with words. */
    public record Entry(String href, String text) {}

    /**
     * A part of a page that another service answers for.
     *
     * @param view null where there is none
     * @param isAway true where the service did not answer, so that nothing can be said
     */
    public record Part<T>(T view, boolean isAway) {

        static <T> Part<T> none() {
            return new Part<>(null, false);
        }

        static <T> Part<T> of(Future<T> answer) {
            return Addresses.await(answer.map(view -> new Part<>(view, false)).recover(failure -> failure instanceof Problem
                    // A place of the page says so.
                    ? Future.succeededFuture(new Part<>(null, true))
                    : Future.failedFuture(failure)));
        }
    }

    /** A filter with what it is set to. */
    public record Choice(String name, String label, String value, List<Countries.Choice> options) {}

    /** A row of a list. */
    public record Row(String href, String title, List<String> cells) {}

    /** A page of a list. */
    public record Listing(String title, String lead, List<Choice> filters, List<String> columns, List<Row> rows, String next,
            String export, String create) {}

    @GET
    @Path("records")
    @Operation(hidden = true)
    public TemplateInstance index() {
        var words = words();
        var layout = new Layout(words, languages.all(), words.of("record.all"), Addresses.withoutLanguage(uri), AsOf.of(uri));
        Map<String, List<Entry>> domains = new TreeMap<>();
        catalog.all().stream().filter(collection -> !collection.isNested()).forEach(collection -> domains
                .computeIfAbsent(words.of("domain." + collection.domain()), any -> new ArrayList<>())
                .add(new Entry("/records/" + collection.domain() + "/" + collection.template() + "?" + layout.parameters(),
                        name(words, collection))));
        return Templates.index(layout, domains);
    }

    @GET
    @Path("records/{domain}/{path:.+}")
    @Operation(hidden = true)
    public Response show(@PathParam("domain") String domain, @PathParam("path") String path) {
        var place = place(domain, path);
        return place.id() == null ? list(place) : Response.ok(record(place)).build();
    }

    @GET
    @Path("edit/{domain}/{path:.+}")
    @Operation(hidden = true)
    public TemplateInstance edit(@PathParam("domain") String domain, @PathParam("path") String path) {
        var place = place(domain, path);
        return form(place, place.id() == null ? "edit.new" : "edit.change", false);
    }

    @GET
    @Path("withdraw/{domain}/{path:.+}")
    @Operation(hidden = true)
    public TemplateInstance withdraw(@PathParam("domain") String domain, @PathParam("path") String path) {
        var place = place(domain, path);
        if (place.id() == null) {
            throw new Problem(ProblemType.NOT_FOUND, "It is records that can be withdrawn, one by one.");
        }
        return form(place, "withdraw.title", true);
    }

    private TemplateInstance form(Catalog.Place place, String name, boolean isWithdrawal) {
        var words = words();
        var title = words.filled(name, name(words, place.collection()));
        return Templates.edit(new Layout(words, languages.all(), title, Addresses.withoutLanguage(uri), AsOf.of(uri)), title,
                place.id() == null ? place.api() : place.api().substring(0, place.api().lastIndexOf('/')), place.list(),
                place.id() == null ? "" : place.id(), place.collection().api(),
                String.join(" ", services.domains()), words.json(), isWithdrawal);
    }

    private Catalog.Place place(String domain, String path) {
        return catalog.at(domain, path).orElseThrow(
                () -> new Problem(ProblemType.NOT_FOUND, "There is no collection of that name; /records has them all."));
    }

    private Response list(Catalog.Place place) {
        var words = words();
        var names = new HashMap<String, Field>();
        var fields = new Fields(words, catalog.countries(), (field, id) -> names.get(id));
        var asOf = AsOf.of(uri);
        var asked = new LinkedHashMap<String, String>();
        var filters = place.collection().filters().stream().map(filter -> {
            var value = Optional.ofNullable(uri.getQueryParameters().getFirst(filter.name())).orElse("").strip();
            if (!value.isEmpty()) {
                asked.put(filter.name(), value);
            }
            return new Choice(filter.name(), fields.label(filter.name()), value, options(filter, words, fields));
        }).toList();
        var after = uri.getQueryParameters().getFirst("after");
        var query = query(asked) + asOf.parameters();
        var address = place.api() + "?limit=" + PAGE + query + (after == null ? "" : "&after=" + escaped(after));
        var outcome = Outcome.of(() -> Addresses.await(services.read(place.collection().domain(), address, LIMIT))
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "There is no such list.")),
                name -> asked.containsKey(name) ? name : null);
        var answer = outcome.refusal() == null ? outcome.answer() : MissingNode.getInstance();
        var items = answer.path("items");
        names.putAll(references.of(items, place.collection(), asOf, words));
        var columns = columns(items, place.collection(), fields);
        var rows = new ArrayList<Row>();
        items.forEach(item -> rows.add(new Row(
                place.list() + "/" + item.path("id").asText() + "?lang=" + words.language() + asOf.parameters(),
                fields.title(item, asOf.day()),
                columns.stream().map(column -> fields.line(column, item.path(column))).toList())));
        var title = name(words, place.collection());
        var here = place.list() + "?" + (query + "&").substring(1);
        return outcome.on(Templates.list(
                new Layout(words, languages.all(), title, strip(place.list() + "?" + query.replaceFirst("&", "")), asOf),
                new Listing(title, parent(place), filters, columns.stream().map(fields::label).toList(), rows,
                        next(answer.path("next"), here, words), place.api() + "?format=csv" + query,
                        place.collection().isWritable() ? "/edit" + place.list().substring("/records".length()) : null),
                outcome.refusal(), asOf, Alternates.of(place, query, words)));
    }

    private static String strip(String address) {
        return address.endsWith("?") ? address.substring(0, address.length() - 1) : address;
    }

    private static String next(JsonNode next, String here, Messages words) {
        if (!next.isTextual()) {
            return null;
        }
        var cursor = next.textValue().replaceFirst(".*[?&]after=([^&]*).*", "$1");
        return here + "after=" + cursor + "&lang=" + words.language();
    }

    /** The address of the record that a nested list belongs to; null for another. */
    private static String parent(Catalog.Place place) {
        if (!place.collection().isNested()) {
            return null;
        }
        var list = place.list();
        return list.substring(0, list.lastIndexOf('/'));
    }

    private static List<Countries.Choice> options(Collection.Filter filter, Messages words, Fields fields) {
        return filter.isCountry()
                ? Countries.choices(words.locale())
                : filter.values().stream().map(value -> new Countries.Choice(value,
                        value.equals("true")
                                ? words.of("record.yes")
                                : value.equals("false") ? words.of("record.no") : fields.code(filter.name(), value)))
                        .toList();
    }

    /** The members that tell a list's records apart, beside their names. */
    private static List<String> columns(JsonNode items, Collection collection, Fields fields) {
        var counts = new LinkedHashMap<String, Integer>();
        items.forEach(item -> item.properties().forEach(member -> {
            var name = member.getKey();
            var value = member.getValue();
            var isPlain = value.isNumber() || value.isBoolean() || value.has("value") || value.has("amount")
                    || value.isTextual() && isShort(fields.line(name, value));
            if (isPlain && !Fields.COMMON.contains(name) && !NO_COLUMNS.contains(name) && !fields.titling(item).contains(name)
                    && !(collection.isNested() && name.equals("parentId"))) {
                counts.merge(name, 1, Integer::sum);
            }
        }));
        var chosen = counts.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed()).limit(COLUMNS)
                .map(Map.Entry::getKey).collect(Collectors.toSet());
        return counts.keySet().stream().filter(chosen::contains).toList();
    }

    private static boolean isShort(String line) {
        return !line.isEmpty() && line.length() <= 60;
    }

    private TemplateInstance record(Catalog.Place place) {
        var words = words();
        var asOf = AsOf.of(uri);
        var domain = place.collection().domain();
        var now = services.find(domain, place.api() + "?" + asOf.parameters().replaceFirst("&", ""), LIMIT);
        var past = services.read(domain, place.api() + "/history", LIMIT);
        var found = Addresses.await(now);
        var record = found.document();
        var history = Addresses.await(past).map(answer -> answer.path("items")).orElse(null);
        if (record == null && (history == null || history.isEmpty())) {
            throw new Problem(ProblemType.NOT_FOUND, "Nothing has ever been recorded under this address.");
        }
        var shown = record != null ? record : history.get(0);
        var names = references.of(List.of(shown), place.collection(), asOf, words);
        var fields = new Fields(words, catalog.countries(), (field, id) -> names.get(id));
        var within = place.id() == null || place.collection().isNested()
                ? List.<Entry>of()
                : catalog.within(place.collection()).stream()
                        .map(inner -> new Entry(place.list() + "/" + place.id() + "/" + inner.name() + "?lang="
                                + words.language() + asOf.parameters(), name(words, inner)))
                        .toList();
        var view = RecordView.of(place, record, found.absence(), history, fields, asOf, words,
                Stream.concat(within.stream(), beside(place, shown, asOf, words)).toList());
        return Templates.record(new Layout(words, languages.all(), view.title(),
                strip(uri.getRequestUri().getRawPath() + "?" + asOf.parameters().replaceFirst("&", "")), asOf), view, asOf,
                measure(place, record, asOf, words), capital(place, record, view.title(), asOf, words),
                Alternates.of(place, asOf.parameters(), words));
    }

    /** Where else one reads of a meeting or a format: its brief, and what was said and agreed there. */
    private static Stream<Entry> beside(Catalog.Place place, JsonNode record, AsOf asOf, Messages words) {
        var times = "lang=" + words.language() + asOf.parameters();
        return switch (place.collection().api()) {
            case "/api/events/gatherings" -> Stream.concat(
                    Stream.of(new Entry("/briefs/" + place.id() + "?" + times, words.of("brief.kicker"))),
                    Stream.of("events/statements", "events/claims", "events/commitments", "events/recommendations")
                            .map(list -> new Entry("/records/" + list + "?gatheringId=" + place.id() + "&" + times,
                                    words.of("type." + list.substring(list.indexOf('/') + 1, list.length() - 1)))));
            case "/api/events/formats" -> Stream.of(new Entry(
                    UriBuilder.fromPath("/briefs/{code}").build(record.path("code").asText()) + "?" + times,
                    words.of("brief.kicker")));
            default -> Stream.empty();
        };
    }

    /** The measure that a claim is bound to, with what it says as a mark in it. */
    private Part<MeasureView> measure(Catalog.Place place, JsonNode claim, AsOf asOf, Messages words) {
        var code = claim == null ? null : claim.at("/measure/code").asText(null);
        if (code == null || !place.collection().api().equals("/api/events/claims")) {
            return Part.none();
        }
        var dimensions = new LinkedHashMap<String, String>();
        claim.at("/measure/dimensions").fields()
                .forEachRemaining(each -> dimensions.put(each.getKey(), each.getValue().asText()));
        var day = Optional.ofNullable(claim.path("aboutDate").asText(null)).flatMap(RecordPages::day);
        var value = claim.at("/quantity/value");
        var said = day.isPresent() && value.isNumber()
                ? new MeasureView.Said(day.get(), value.decimalValue(), words.filled("measure.said",
                        new Phrases(words).amount(value.decimalValue(), claim.at("/quantity/unit").asText(null)),
                        new Phrases(words).date(claim.path("aboutDate").asText())))
                : null;
        return Part.of(measures.of(code, dimensions, asOf.knownAt(),
                asOf.day(), said, words)
                .map(found -> found.orElse(null)));
    }

    /** The latest day that a date with precision can mean; its first where only a month or a year is known. */
    private static Optional<LocalDate> day(String edtf) {
        var days = DAY.matcher(edtf).results().toList();
        try {
            return days.isEmpty()
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse((days.get(days.size() - 1).group() + "-01-01").substring(0, 10)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Part<CapitalView> capital(Catalog.Place place, JsonNode company, String title, AsOf asOf, Messages words) {
        if (company == null || !place.collection().api().equals("/api/trade/companies")) {
            return Part.none();
        }
        return Part.of(services
                .read("trade", place.api() + "/capital-origin?" + asOf.parameters().replaceFirst("&", ""), LIMIT)
                .map(answer -> answer.map(origin -> CapitalView.of(origin, title, asOf.parameters(), words)).orElse(null)));
    }

    private Messages words() {
        return languages.choose(uri.getQueryParameters().getFirst("lang"), headers.getAcceptableLanguages());
    }

    static String name(Messages words, Collection collection) {
        var singular = collection.singular();
        var name = words.orElse("type." + singular, null);
        if (name == null) {
            name = collection.name().replace('-', ' ');
            name = name.substring(0, 1).toUpperCase(words.locale()) + name.substring(1);
        }
        return name;
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream().map(each -> "&" + each.getKey() + "=" + escaped(each.getValue()))
                .collect(Collectors.joining());
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
