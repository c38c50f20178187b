package org.tamga.gateway.brief;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.tamga.gateway.page.AsOf;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the record holds of two countries, a format or a gathering, as of a day and as it was known at an instant.
 *
 * @param pair the two countries, in alphabetical order of their codes; null in a brief about something else
 * @param format the format's code; null in a brief about something else
 * @param gathering the gathering's id; null in a brief about something else
 * @param validAt the day in the world
 * @param knownAt what was recorded until then counts, and nothing later
 * @param lang BCP 47 tag of the language of all texts
 * @param sections by domain; one without facts is left out
 * @param missing what could not be asked
 * @param sources all that the facts rest on, each once, in the order of their numbers
 * @param citation how to cite this brief
 * @param compareWith the instant that it is compared with, or null
 * @param changes what was otherwise then; null without a comparison
 */
public record Brief(String pair, String format, String gathering, LocalDate validAt, Instant knownAt, String lang,
        List<Section> sections, List<Missing> missing,
        List<Source> sources, String citation, Instant compareWith, List<Change> changes) {

    static Brief about(Subject subject, LocalDate validAt, Instant knownAt, String lang, List<Section> sections,
            List<Missing> missing, List<Source> sources, String citation) {
        return new Brief(subject instanceof Subject.Countries ? subject.address() : null,
                subject instanceof Subject.Format format ? format.code() : null,
                subject instanceof Subject.Gathering gathering ? gathering.id() : null, validAt, knownAt, lang, sections,
                missing,
                sources, citation, null, null);
    }

    /** The instant that it is compared with as a browser's control takes it: a day where it is one's beginning; null for none. */
    @JsonIgnore
    public String compareWithInput() {
        return compareWith == null
                ? null
                : compareWith.equals(compareWith.truncatedTo(ChronoUnit.DAYS))
                        ? compareWith.toString().substring(0, 10)
                        : AsOf.input(compareWith);
    }

    Brief withCitation(String words) {
        return new Brief(pair, format, gathering, validAt, knownAt, lang, sections, missing, sources, words, compareWith,
                changes);
    }

    /** With whole addresses of the sources that are on this site, as they are wanted elsewhere and on paper. */
    Brief at(URI site) {
        var origin = site.toString().replaceFirst("/$", "");
        return new Brief(pair, format, gathering, validAt, knownAt, lang,
                sections.stream().map(section -> new Section(section.domain,
                        section.facts.stream().map(fact -> fact.at(origin)).toList())).toList(),
                missing, sources.stream().map(source -> source.at(origin)).toList(), citation, compareWith, changes);
    }

    private static String whole(String origin, String url) {
        return url != null && url.startsWith("/") ? origin + url : url;
    }

    /** With what has changed since a former one, which is known as of an earlier instant. */
    Brief since(Brief former, Phrases phrases) {
        return new Brief(pair, format, gathering, validAt, knownAt, lang, sections, missing, sources, citation, former.knownAt,
                Difference.between(former, this, phrases));
    }

    private static Set<Integer> numbers(List<Reference> sources) {
        return sources.stream().map(Reference::number).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The facts of one domain. */
    public record Section(String domain, List<Fact> facts) {

        /** Where a fact's record, or its measure, has a page; null where it has none of its own. */
        public String page(Fact fact) {
            return switch (fact.kind()) {
                case "measure" -> "/measures/" + fact.id() + "&";
                case "aims" -> "/records/events/gatherings/" + fact.id() + "?";
                case "visa-requirement" ->
                    fact.id().startsWith("/") ? null : "/records/mobility/visa-regimes/" + fact.id() + "?";
                // Part of another record, or of several.
                case "more", "session", "attendance-figure", "student-statistic", "access" -> null;
                default -> fact.id().startsWith("/")
                        ? null
                        : "/records/" + domain + "/" + plural(fact.kind()) + "/" + fact.id() + "?";
            };
        }

        private static String plural(String kind) {
            return kind.endsWith("s")
                    ? kind
                    : kind.endsWith("y") ? kind.substring(0, kind.length() - 1) + "ies" : kind + "s";
        }

        /** The facts as they stand together on the page. */
        @JsonIgnore
        public List<Block> blocks() {
            return Block.of(facts);
        }
    }

    /**
     * What one fact, or what somebody said, was and is.
     *
     * @param kind and id, as the fact has them
     * @param before in words; null for what was not recorded then
     * @param now in words; null for what is recorded no more
     */
    public record Change(String domain, String kind, String id, String before, String now) {

        /** It in one line. */
        String inWords(Phrases phrases) {
            return before == null
                    ? phrases.of("brief.added", now)
                    : now == null ? phrases.of("brief.removed", before) : phrases.of("brief.changed", now, before);
        }
    }

    /** A domain whose service could not be asked, or not all of it. */
    public record Missing(String domain, String reason) {}

    /**
     * One fact.
     *
     * @param id the record's id, or the code and dimensions of a measure; of what no record states, the address that answers it
     * @param kind what it is: {@code gathering}, {@code claim}, {@code measure}, {@code company} and so on
     * @param label what its figure is of; null for what is no figure
     * @param text it in words
     * @param by who said it, with the office, or who published it; null where nobody is named
     * @param value its figure, or null; of a measure null too where nothing is recorded
     * @param relation how the figure stands to the true one, such as {@code more-than}; null without a figure
     * @param unit of the value, or null
     * @param date of which it is (EDTF), or null
     * @param confidence how sure the record is, or null
     * @param evidence address of the records behind a measure, or null
     * @param claims what was said of the same measure
     * @param verdict of words that stand by themselves: how they stand to the record, by the latest assessment; null where there is none
     * @param observed what the record said by that assessment; null where it said nothing
     * @param sources what it rests on
     */
    public record Fact(String id, String kind, String label, String text, String by, BigDecimal value, String relation,
            String unit, String date, String confidence, String evidence, List<Said> claims, String verdict, Quantity observed,
            List<Reference> sources) {

        private Fact at(String origin) {
            return new Fact(id, kind, label, text, by, value, relation, unit, date, confidence, evidence, claims, verdict,
                    observed, sources.stream().map(source -> source.at(origin)).toList());
        }

        /** It in one line, words with how they stand to the record. */
        String inWords(Phrases phrases) {
            return Phrases.joined(" · ", text, phrases.confidence(confidence), phrases.verdict(verdict), observed(phrases));
        }

        /** Who said or published it: as the fact names them, else the publisher of its first source; null for neither. */
        @JsonIgnore
        public String publishedBy() {
            return by != null || sources.isEmpty() ? by : sources.get(0).publisher();
        }

        /** What the record said by the assessment; null where there was none. */
        String observed(Phrases phrases) {
            return verdict == null
                    ? null
                    : phrases.of("brief.record") + ": "
                            + (observed == null ? phrases.of("brief.not-recorded") : phrases.quantity(observed));
        }

        /** Its figure, or null. */
        @JsonIgnore
        public Quantity figure() {
            return value == null ? null : new Quantity(relation, value, unit);
        }

        /** The numbers of its sources, each once. */
        @JsonIgnore
        public Set<Integer> numbers() {
            return Brief.numbers(sources);
        }
    }

    /**
     * Words that stand beside a reading.
     *
     * @param id the claim's
     * @param text it in words
     * @param by who said it, with the office; null where nobody is named
     * @param saidOn when it was said (EDTF), or null
     * @param date of which it is said (EDTF), or null
     * @param quantity the figure said, or null
     * @param confidence how sure the record is that it was said, or null
     * @param verdict how the words stand to the record, by the latest assessment; null where there is none
     */
    public record Said(String id, String text, String by, String saidOn, String date, Quantity quantity, String confidence,
            String verdict, List<Reference> sources) {

        /** The numbers of its sources, each once. */
        @JsonIgnore
        public Set<Integer> numbers() {
            return Brief.numbers(sources);
        }

        /** Where the claim has its page. */
        @JsonIgnore
        public String page() {
            return "/records/events/claims/" + id + "?";
        }

        /** When it was said, else the time of which it was said; null for neither. */
        @JsonIgnore
        public String when() {
            return saidOn == null ? date : saidOn;
        }

        /** All of it in one line. */
        String inWords(Phrases phrases) {
            return phrases.of("brief.words") + ": " + Phrases.joined(" · ", phrases.quantity(quantity), text,
                    Phrases.joined(", ", by, phrases.date(when())), phrases.confidence(confidence),
                    phrases.verdict(verdict));
        }
    }

    /** A figure as words state it; {@code relation} is {@code exactly}, {@code more-than} and so on. */
    public record Quantity(String relation, BigDecimal value, String unit) {

        static Quantity exactly(BigDecimal value, String unit) {
            return value == null ? null : new Quantity("exactly", value, unit);
        }

        /** The figure of a record; null where it has none. */
        static Quantity of(JsonNode item, String unit) {
            return item.path("value").isNumber()
                    ? new Quantity(item.path("relation").asText("exactly"), item.path("value").decimalValue(), unit)
                    : null;
        }
    }

    /**
     * A source as a fact cites it.
     *
     * @param number of the source in {@link Brief#sources}
     * @param locator page, article or timecode, or null
     * @param quote its words in their language, or null
     */
    public record Reference(int number, String title, String publisher, String url, String publishedOn, String locator,
            String quote) {

        private Reference at(String origin) {
            return new Reference(number, title, publisher, whole(origin, url), publishedOn, locator, quote);
        }
    }

    /**
     * A source, with all that is cited of it here. Absent members are null.
     *
     * @param places where in it, each once
     */
    public record Source(int number, String type, String title, String publisher, String url, String publishedOn,
            String language,
            String relayedFrom, List<Place> places) {

        private Source at(String origin) {
            return new Source(number, type, title, publisher, whole(origin, url), publishedOn, language, relayedFrom, places);
        }

        /** True for what was computed from the record: its address is where the records behind it are. */
        @JsonIgnore
        boolean isComputed() {
            return SourceNotes.COMPUTED.equals(type);
        }
    }

    /** A place in a source, and its words there; either may be null. */
    public record Place(String locator, String quote) {}
}
