package org.tamga.gateway.brief;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.gateway.page.Countries;
import org.tamga.gateway.page.Messages;

import com.fasterxml.jackson.databind.JsonNode;

/** Dates, figures, countries and the record's words in the language of a brief. */
public final class Phrases {

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int SUM_DECIMALS = 3;
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    /** Kinds of names that are given by law or by charter, of companies and of institutions. */
    private static final Set<String> FORMAL = Set.of("legal", "official");

    private final Messages words;

    public Phrases(Messages words) {
        this.words = words;
    }

    /** The text of that key, its places filled. */
    public String of(String key, String... arguments) {
        return words.filled(key, arguments);
    }

    /** A word of the record in this language, such as a status; as it stands in the record where there is none. */
    public String named(String group, String code) {
        return words.orElse(group + "." + code, code);
    }

    /** How sure the record is, in words; null where that is as sure as a report is, or is not said. */
    public String confidence(String confidence) {
        return confidence == null || confidence.equals("reported") ? null : named("confidence", confidence);
    }

    /** How words stand to the record, in words; null for null. */
    String verdict(String verdict) {
        return verdict == null ? null : of("brief.verdict") + " " + named("verdict", verdict);
    }

    /** The same for a member of a record; null where it has none. */
    String word(String group, JsonNode code) {
        return code.isTextual() ? named(group, code.textValue()) : null;
    }

    /** A country's name. */
    public String country(String code) {
        return Countries.name(code, words.locale());
    }

    /** The text in this language of a language map, else in another that it has; plain text as it is; null for neither. */
    public String text(JsonNode texts) {
        if (texts.isTextual()) {
            return texts.textValue();
        }
        return texts.isObject()
                ? Stream.concat(Stream.of(words.language()), LanguageMap.PREFERRED.stream()).map(texts::get)
                        .filter(Objects::nonNull).findFirst().or(() -> Stream.of(texts.elements().next()).findFirst())
                        .map(JsonNode::asText).orElse(null)
                : null;
    }

    /**
     * What a company or an institution is called on a day: of the names that it has then, one in this language, else one in English, and
     * before others a legal or official one; a former name where it has no other, null where it has none at all.
     */
    public String name(JsonNode names, LocalDate day) {
        return StreamSupport.stream(names.spliterator(), false).filter(name -> name.path("text").isTextual())
                .min(Comparator.comparing((JsonNode name) -> !isHad(name, day))
                        .thenComparing(name -> !name.path("lang").asText().equals(words.language()))
                        .thenComparing(name -> !FORMAL.contains(name.path("type").asText()))
                        .thenComparing(name -> !name.path("lang").asText().equals("en")))
                .map(name -> name.path("text").textValue()).orElse(null);
    }

    private static boolean isHad(JsonNode name, LocalDate day) {
        var from = name.path("validFrom").isTextual() ? new Edtf(name.path("validFrom").textValue()).earliest() : null;
        var to = name.path("validTo").isTextual() ? new Edtf(name.path("validTo").textValue()).latest() : null;
        return !name.path("type").asText().equals("former") && (from == null || !day.isBefore(from))
                && (to == null || !day.isAfter(to));
    }

    /** A party to something: its name, else its country. */
    String party(JsonNode party) {
        var name = text(party.path("name"));
        return name != null ? name : party.path("country").isTextual() ? country(party.path("country").textValue()) : "…";
    }

    /** A day, written out. */
    public String day(LocalDate day) {
        // Newer JDKs have a narrow no-break space where older ones have a space: the same words on each.
        return day.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(words.locale())).replace('\u202f',
                ' ');
    }

    /** An instant to the second, in UTC. */
    public String instant(Instant instant) {
        return words.filled("date.instant", day(LocalDate.ofInstant(instant, ZoneOffset.UTC)),
                DateTimeFormatter.ISO_LOCAL_TIME.format(instant.atOffset(ZoneOffset.UTC).withNano(0)));
    }

    /** A place's own time to the minute, with its offset from UTC. */
    public String clock(OffsetDateTime time) {
        var offset = time.getOffset().equals(ZoneOffset.UTC) ? "" : time.getOffset().toString();
        return words.filled("date.clock", day(time.toLocalDate()), time.toLocalTime().format(MINUTES), "UTC" + offset);
    }

    /** An EDTF date, as precisely as it is; null for null. */
    public String date(String edtf) {
        return edtf == null ? null : date(edtf, "date.month");
    }

    /** The same behind words that may govern a case, in which no language writes a day or a year otherwise. */
    private String governed(String edtf) {
        return date(edtf, "date.month-governed");
    }

    private String date(String edtf, String month) {
        var slash = edtf.indexOf('/');
        if (slash >= 0) {
            var from = edtf.substring(0, slash);
            var to = edtf.substring(slash + 1);
            return isOpen(from)
                    ? words.filled("date.until", governed(to))
                    : isOpen(to)
                            ? words.filled("date.since", governed(from))
                            : words.filled("date.between", date(from), date(to));
        }
        var last = edtf.charAt(edtf.length() - 1);
        if (last == '?' || last == '~' || last == '%') {
            var plain = edtf.substring(0, edtf.length() - 1);
            return last == '~'
                    ? words.filled("date.about", governed(plain))
                    : words.filled("date.uncertain", date(plain, month));
        }
        return plainDate(edtf, month);
    }

    /** For how long something is in effect, of an EDTF date or interval of which either end may be open; null for null. */
    String inEffect(String edtf) {
        if (edtf == null) {
            return null;
        }
        var ends = edtf.split("/", 2);
        if (ends.length < 2 || !isOpen(ends[0]) && !isOpen(ends[1])) {
            return words.filled("brief.in-effect", date(edtf));
        }
        if (isOpen(ends[0])) {
            return isOpen(ends[1]) ? words.of("record.always") : words.filled("record.period-until", governed(ends[1]));
        }
        return words.filled("record.period-from", governed(ends[0]));
    }

    private static boolean isOpen(String end) {
        return end.isEmpty() || end.equals("..");
    }

    private String plainDate(String edtf, String month) {
        try {
            return switch (edtf.length()) {
                case 10 -> day(LocalDate.parse(edtf));
                case 7 -> YearMonth.parse(edtf).format(DateTimeFormatter.ofPattern(words.of(month), words.locale()));
                default -> edtf;
            };
        } catch (DateTimeException e) {
            // Seasons and unspecified digits are as readable as they stand.
            return edtf;
        }
    }

    /** When something holds, of half-open bounds of which either may be null; people name the last day. */
    public String period(LocalDate from, LocalDate to) {
        var last = to == null ? null : day(to.minusDays(1));
        if (from == null) {
            return last == null ? words.of("record.always") : words.filled("record.period-until", last);
        }
        return last == null ? words.filled("record.period-from", day(from)) : words.filled("record.period", day(from), last);
    }

    /** A figure with its unit, the unit's word bent as the number asks. */
    public String amount(BigDecimal value, String unit) {
        return amount(value, unit, "exactly");
    }

    private String amount(BigDecimal value, String unit, String relation) {
        var number = unit != null && CURRENCY.matcher(unit).matches() ? money(value) : plain(value);
        if (unit == null) {
            return number;
        }
        var own = words.counted("unit." + unit, value, relation, null);
        // Some languages put the number into the unit's words, and bend others around a unit that has none.
        var word = own == null ? words.counted("unit.any", value, relation, unit) : own;
        return word.contains("{0}")
                ? word.replace("{0}", number).replace("{1}", unit)
                : words.filled("amount", number, word);
    }

    private String plain(BigDecimal value) {
        return NumberFormat.getInstance(words.locale()).format(value);
    }

    /** Millions and billions in words, where nothing is lost by it. */
    private String money(BigDecimal value) {
        // Such as "9 {0} billion|6 {0} million": the power of ten and how it is said.
        for (var sum : words.of("sums").split("\\|")) {
            var space = sum.indexOf(' ');
            var power = Integer.parseInt(sum.substring(0, space));
            var number = value.movePointLeft(power).stripTrailingZeros();
            if (number.abs().compareTo(BigDecimal.ONE) >= 0 && number.scale() <= SUM_DECIMALS) {
                return sum.substring(space + 1).replace("{0}", plain(number));
            }
        }
        return plain(value);
    }

    /** A figure as words state it; null for null. */
    public String quantity(Brief.Quantity quantity) {
        return quantity == null
                ? null
                : words.filled("relation." + quantity.relation(),
                        amount(quantity.value(), quantity.unit(), quantity.relation()));
    }

    /** How many came from one country to another, with who of them count, what makes them of the origin and what for, as far as it is stated. */
    public String arrivals(String origin, String destination, JsonNode item) {
        return joined("; ", of("brief.arrivals", country(origin), country(destination)),
                stated("arrival-measure", item.path("measure"), "unspecified"), stated("basis", item.path("basis"), "unknown"),
                word("purpose", item.path("purpose")));
    }

    /** How long one may stay, as a visa regime or the answer to a stay check has it. */
    public String limit(JsonNode limit) {
        return of("limit." + (limit.path("kind").asText().equals("per-entry")
                ? "per-entry"
                : limit.path("windowKind").asText("unknown")), days(limit.path(limit.has("days") ? "days" : "allowedDays")),
                days(limit.path("windowDays")));
    }

    /** What a record says, in words; with "disputed" behind them where it is. */
    public String orDisputed(String said, JsonNode record) {
        return record.path("confidence").asText().equals("disputed")
                ? of("brief.with-details", said, named("confidence", "disputed"))
                : said;
    }

    /** Zero days for none: no words have a place for them then. */
    private String days(JsonNode days) {
        return amount(days.decimalValue(), "days");
    }

    /**
     * Students of one country in another, with what is counted of them, how and by whom, as far as it is stated.
     *
     * @param origin null for those of all countries together
     * @param item a number of students, or a series of such
     * @param institution the name of the one whose students they are; null for all
     */
    public String students(String origin, String host, JsonNode item, String institution) {
        return joined("; ", origin == null
                ? of("brief.students-of-all", country(host))
                : of("brief.students", country(origin), country(host)), institution, item.path("level").asText(null),
                stated("student-measure", item.path("measure"), "stock"), word("student-mobility", item.path("mobility")),
                word("basis", item.path("basis")), item.path("reporter").asText(null));
    }

    private String stated(String group, JsonNode code, String none) {
        return code.asText().equals(none) ? null : word(group, code);
    }

    /** The dimensions of a measure with their values, countries by name and others in words. */
    public String dimensions(Map<String, String> dimensions) {
        return dimensions.entrySet().stream()
                .map(each -> words.filled("dimension",
                        each.getValue().matches("[A-Z]{2}") ? country(each.getValue()) : named(each.getKey(), each.getValue()),
                        words.orElse("dimension." + each.getKey(), each.getKey())))
                .collect(Collectors.joining(", "));
    }

    /** Two ends with a dash between; one alone where there is no other, null for none. */
    public static String dash(String from, String to) {
        var both = joined(" – ", from, to);
        return both.isEmpty() ? null : both;
    }

    /** Those of the parts that there are, in one line. */
    static String joined(String separator, String... parts) {
        return Stream.of(parts).filter(part -> part != null && !part.isBlank()).collect(Collectors.joining(separator));
    }
}
