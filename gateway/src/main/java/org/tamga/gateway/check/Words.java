package org.tamga.gateway.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How words are recognised in English, Russian, Korean and Kazakh, whatever their endings. */
final class Words {

    private static final Pattern WORD = Pattern.compile("[\\p{L}][\\p{L}\\p{M}'’-]*");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int STEM = 5;
    private static final int HANGUL_STEM = 2;
    /** A sign and a blank are not longer. */
    private static final int LONGEST_BEFORE = 5;
    /** Words that are in every sentence, and the units, which are compared by themselves. */
    private static final Set<String> EMPTY = Set.of("that", "with", "from", "this", "which", "между", "также", "более", "котор",
            "будет", "since", "about", "between");

    /** Beginnings of the words for what is counted. */
    private static final Map<String, Pattern> UNITS = new LinkedHashMap<>();
    /** Of numbers written in part as words. */
    private static final Map<Pattern, Integer> SCALES = new LinkedHashMap<>();

    /** Of flights in no time that is stated. */
    private static final String FLIGHTS = "flights";
    /** What a figure may be of alone, and how a text says so: cargo, or a purpose of visitors. */
    private static final Map<String, Pattern> LIMITS = new LinkedHashMap<>();
    private static final Pattern PLANS = Pattern.compile(
            "\\brights\\b|\\bright to\\b|\\bpermi|\\ballow|entitle|quota|\\bagreed\\b|announc|\\bplan(?:s|ned|ning)?\\b|\\bwill\\b|(?<!\\p{L})прав[ао](?!\\p{L})|разреш|позвол"
                    + "|довести|планир|объяв|\\bбуд[еу]т\\b|운수권|허용|허가|계획|예정|рұқсат|құқы|жоспар",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    /** Of persons, whatever they are. */
    static final String PERSONS = "persons";
    /** Of any currency; a currency itself is its code. */
    static final String MONEY = "money";
    static final String PERCENT = "percent";

    /** Written before a figure, or behind it. */
    private static final Map<String, Pattern> CURRENCIES = new LinkedHashMap<>();

    static {
        unit(PERCENT, "%|per ?cent|процент|퍼센트|пайыз");
        currency("USD", "US ?\\$|USD|\\$", "(?:US |U\\.S\\. )?(?:dollars?)|долл(?:ар\\p{L}*|\\.)?|(?:미국 ?)?달러|USD|АҚШ доллар");
        currency("EUR", "€|EUR", "euros?|евро|유로|EUR");
        currency("KZT", "₸|KZT", "tenge|тенге|теңге|텡게|KZT");
        currency("KRW", "₩|KRW", "(?:South )?(?:Korean )?won\\b|вон(?!\\p{L})|원(?![가-힣])|KRW");
        var flights = "(?:[\\p{L}-]+ ){0,3}(?:flight|рейс|авиарейс|frequenc)\\p{L}*";
        // The week may stand before the number or behind the flights, in the same part of the sentence.
        unit("flights-per-week",
                flights + "[^.,;:\\d]{0,60}?(?:(?:an?|per|each|every|в|за|каждую) (?:week|недел)|weekly|еженедельно)"
                        + "|(?:[\\p{L}-]+ )?(?:weekly|еженедельн\\p{L}+) " + flights
                        + "|(?<=(?:weekly|еженедельно|매주|аптасына|апта сайын)[^.,;:\\d]{0,40}\\d{1,4}[ \u00a0]?)(?:" + flights
                        + "|회|편)"
                        + "|(?<=(?<!\\p{L})(?:주(?:당|간)? ?|한 ?주에 ?|일주일에 ?)\\d{1,4} ?)(?:회|편|개? ?항공편)"
                        + "|(?:times|раза?) (?:a week|weekly|(?:в|за) неделю)");
        unit(FLIGHTS, flights + "|편|개? ?항공편|개 직항|회(?!의|사|원|담)");
        unit("companies",
                "(?:[\\p{L}-]+ ){0,2}(?:compan|firm|enterpris|business(?:es)?\\b|компани|предприят|фирм)|(?:여 ?)?개사|(?:여 ?)?개 ?(?:[가-힣]+ )?(?:기업|업체|회사|법인)|(?<=(?:기업|업체)[^.]{0,25})(?:여 ?)?개(?![가-힣]{2})");
        unit("days", "(?:(?:calendar|consecutive|календарн\\p{L}*) )?(?:day|дн[еяи]|день|сут)|-day|-дневн|일|күн");
        unit("places", "(?:[\\p{L}-]+ ){0,2}(?:scholarship|grants?\\b|places?\\b|стипенди|грант|места?(?!\\p{L}))");
        unit(PERSONS,
                "(?:[\\p{L}-]+ ){0,3}(?:people|person|participant|visitor|visits?\\b|arrivals?\\b|tourist|student|citizen|national|guest|delegate|traveller|человек|участник|турист|студент|гражд|гост|делегат|казахстан(?:ец|ц)|коре(?:ец|йц)|узбекистан(?:ец|ц)|Koreans|Kazakh(?:stani)?s|Uzbeks|посещени|поезд|адам|қатысушы|турист|студент|азамат)|(?:여 ?)?명|(?:여 ?)?인(?![가-힣])");
        unit("presences", "(?:\\p{L}+ )?(?:branch|campus|филиал|кампус)|개 ?(?:캠퍼스|분교)");
        unit("agreements",
                "(?:[\\p{L}-]+ ){0,2}(?:agreement|treat(?:y|ies)|memorand|соглашени|договор|меморандум|келісім)|건의 ?(?:협정|협약|양해각서)|개 ?(?:협정|협약)");
        limit("cargo", "cargo|freight|груз|화물|жүк");
        limit("leisure", "leisure|holiday|vacation|for tourism|отдых|туристическ\\p{L}+ цел|여가|휴가|관광 ?목적|демалы|демалу");
        limit("business",
                "on business|(?:for|of) business|business (?:trip|travel|visit|purpose)|делов\\p{L}+ (?:цел|поезд|визит)"
                        + "|командировк|по делам|출장|(?:사업|비즈니스|업무) ?목적|іссапар|іскерлік");
        limit("visiting-friends-and-relatives",
                "relatives|(?:friends|family) visit|visit(?:ing)? (?:friends|famil)|родственник|родным|друзьям|친지|친척|туыс");
        limit("study",
                "to study|for stud(?:y|ies)|на уч[её]бу|для уч[её]бы|цел\\p{L}+ (?:уч[её]бы|обучения)|유학 ?목적|학업|оқу үшін");
        limit("commerce", "for commerce|commercial purpose|for shopping|коммерческ\\p{L}+ цел|상업 ?목적|коммерциялық");
        scale("thousand|тыс\\.?|тысяч\\p{L}*|천(?![만억])|мың", 3);
        scale("million|mln|mn\\b|млн\\.?|миллион\\p{L}*|백만", 6);
        scale("billion|bln|bn\\b|млрд\\.?|миллиард\\p{L}*|십억", 9);
        scale("만", 4);
        scale("십만", 5);
        scale("천만", 7);
        scale("억", 8);
        scale("백억", 10);
        scale("천억", 11);
        scale("조(?=[\\s\\d]|원)", 12);
    }

    private Words() {
    }

    private static void unit(String unit, String words) {
        UNITS.put(unit, Pattern.compile("[\\s\u00a0]?(?:" + words + ")", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    private static void currency(String code, String before, String after) {
        CURRENCIES.put(code, Pattern.compile("(?:" + before + ")[\\s\u00a0]?$"));
        unit(code, after);
    }

    private static void limit(String limit, String words) {
        LIMITS.put(limit, Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    /** True if a text says that it speaks of that alone. */
    static boolean isOfOnly(String limit, String text) {
        return LIMITS.containsKey(limit) && LIMITS.get(limit).matcher(text).find();
    }

    /** True if a text speaks of what is permitted, announced or to come. */
    static boolean isOfPlans(String text) {
        return PLANS.matcher(text).find();
    }

    /** True if both count the same in the same time. */
    static boolean isOneUnit(String unit, String other) {
        return unit.equals(other) || isOfNoPeriod(unit) && isOfNoPeriod(other);
    }

    /** True of flights, in whatever time. */
    static boolean isOfFlights(String unit) {
        return kind(unit).equals(FLIGHTS);
    }

    /** True of flights of which no time is stated: another number of them may be one of another time. */
    static boolean isOfNoPeriod(String unit) {
        return unit.equals(FLIGHTS) || unit.equals("unspecified");
    }

    /** A unit without the time that it is counted for; of a currency, that it is one. */
    static String kind(String unit) {
        var plain = unit.replace("-per-week", "").replace("unspecified", FLIGHTS).replace("places", PERSONS);
        return CURRENCY.matcher(plain).matches() ? MONEY : plain;
    }

    /** The currency that stands before a figure. */
    static Optional<String> unitBefore(String text, int position) {
        var before = text.substring(Math.max(0, position - LONGEST_BEFORE), position);
        return CURRENCIES.entrySet().stream()
                .filter(each -> each.getValue().matcher(before).find())
                .map(Map.Entry::getKey).findFirst();
    }

    private static void scale(String words, int power) {
        SCALES.put(Pattern.compile("[\\s\u00a0]?(?:" + words + ")", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE), power);
    }

    /** What is counted by the words that begin there; empty where it is none that is known. */
    static Optional<String> unitAt(String text, int position) {
        return UNITS.entrySet().stream()
                .filter(unit -> unit.getValue().matcher(text).region(position, text.length()).useTransparentBounds(true)
                        .lookingAt())
                .map(Map.Entry::getKey).findFirst();
    }

    /** True if both units count the same things, whatever the period. */
    static boolean isOfOneKind(String unit, String other) {
        return kind(unit).equals(kind(other)) && (!kind(unit).equals(MONEY) || unit.equals(other));
    }

    /** A scale's power of ten and where its word ends. */
    record Scale(int power, int end) {

        BigDecimal of(BigDecimal number) {
            return number.scaleByPowerOfTen(power);
        }
    }

    /** The scale at that place; of power 0 where there is none. */
    static Scale scaleAt(String text, int position) {
        for (var scale : SCALES.entrySet()) {
            var match = scale.getKey().matcher(text).region(position, text.length());
            if (match.lookingAt()) {
                return new Scale(scale.getValue(), match.end());
            }
        }
        return new Scale(0, position);
    }

    /**
     * A word and where it stands.
     *
     * @param whole it in small letters
     */
    record Word(String whole, String stem, int from, int to) {}

    /** The words of a text, without their endings. */
    static List<Word> of(String text) {
        var words = new ArrayList<Word>();
        WORD.matcher(text).results()
                .forEach(match -> words.add(new Word(whole(match.group()), stem(match.group()), match.start(), match.end())));
        return words;
    }

    /** The stems that tell what a text is of. */
    static Set<String> stems(String text) {
        var stems = new TreeSet<String>();
        of(text).stream().map(Word::stem).filter(stem -> stem.length() >= (isHangul(stem) ? HANGUL_STEM : 4))
                .filter(stem -> !EMPTY.contains(stem)).forEach(stems::add);
        return stems;
    }

    private static String whole(String word) {
        return word.toLowerCase(Locale.ROOT).replace('’', '\'').replace('ё', 'е');
    }

    private static String stem(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        var length = isHangul(lower) ? HANGUL_STEM : STEM;
        return lower.length() <= length ? lower : lower.substring(0, length);
    }

    static boolean isHangul(String word) {
        return word.charAt(0) >= '\uac00' && word.charAt(0) <= '\ud7a3';
    }

    /** A short Russian name in its cases: so short that its stem would have the ending in it. */
    static Stream<String> declined(String name) {
        var base = name.replaceFirst("[аяйь]$", "");
        return name.length() > STEM || !name.matches("[А-Яа-яЁё]+")
                ? Stream.empty()
                : Stream.of("а", "я", "и", "ы", "у", "ю", "е", "ей", "ой", "ом", "ем").map(ending -> base + ending);
    }

    /** A name as its words, in small letters. */
    static List<String> wordsOf(String name) {
        return of(name).stream().map(Word::whole).toList();
    }

    /** A name as its stems. */
    static List<String> stemsOf(String name) {
        return of(name).stream().map(Word::stem).toList();
    }

    /** Where a name, as its stems, stands in a text: all its words one after the other. */
    static Stream<Word> find(List<Word> text, List<String> wanted) {
        return find(text, wanted, (word, stem) -> word.stem().equals(stem));
    }

    /** Where a name, as its words, stands in a text, each with any of its endings: of "посол" "послом", and no "посольство". */
    static Stream<Word> findForms(List<Word> text, List<String> wanted) {
        return find(text, wanted, (word, name) -> Endings.isForm(name, word.whole()));
    }

    private static Stream<Word> find(List<Word> text, List<String> wanted, BiPredicate<Word, String> isSame) {
        if (wanted.isEmpty() || wanted.size() == 1 && wanted.get(0).length() < (isHangul(wanted.get(0)) ? 2 : 4)) {
            return Stream.empty();
        }
        var found = new ArrayList<Word>();
        for (var i = 0; i + wanted.size() <= text.size(); i++) {
            var matches = true;
            for (var j = 0; j < wanted.size() && matches; j++) {
                matches = isSame.test(text.get(i + j), wanted.get(j));
            }
            if (matches) {
                found.add(new Word(wanted.get(0), wanted.get(0), text.get(i).from(), text.get(i + wanted.size() - 1).to()));
            }
        }
        return found.stream();
    }
}
