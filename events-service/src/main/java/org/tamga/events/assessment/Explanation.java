package org.tamga.events.assessment;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.tamga.commons.value.LanguageMap;
import org.tamga.events.claim.Claim;
import org.tamga.events.claim.Verdict;
import org.tamga.events.measure.MeasureDefinition;
import org.tamga.events.measure.MeasureReading.Part;
import org.tamga.events.value.Relation;

/** Says in English, Russian, Kazakh and Korean why a verdict is what it is. */
final class Explanation {

    private static final Map<Relation, List<String>> RELATIONS = Map.of(
            Relation.EXACTLY, List.of("%s", "%s", "%s", "%s"),
            Relation.MORE_THAN, List.of("more than %s", "более %s", "%s санынан көп", "%s 초과"),
            Relation.AT_LEAST, List.of("at least %s", "не менее %s", "кемінде %s", "%s 이상"),
            Relation.ABOUT, List.of("about %s", "около %s", "шамамен %s", "약 %s"),
            Relation.AT_MOST, List.of("at most %s", "не более %s", "ең көбі %s", "%s 이하"));

    // {c} what is claimed, {o} what is observed, {d} the difference, {t} the day, {n} the measure's name. What stands for them has no
    // ending, in Kazakh and Korean, that depends on how it is read.
    private static final List<String> AGREES = List.of(
            "The words say {c}; the record has {o} for {t} ({n}). They agree.",
            "По словам – {c}; по записям на {t} – {o} ({n}). Они согласуются.",
            "Айтылғаны – {c}; {t} күнгі жазбада – {o} ({n}). Олар сәйкес келеді.",
            "발언: {c}; {t} 기준 기록: {o} ({n}). 서로 일치합니다.");
    private static final List<String> NEARLY = List.of(
            "The words say {c}; the record has {o} for {t} ({n}). They differ by {d}, as words round.",
            "По словам – {c}; по записям на {t} – {o} ({n}). Разница {d} – в пределах округления.",
            "Айтылғаны – {c}; {t} күнгі жазбада – {o} ({n}). Айырмасы {d}, дөңгелектеу шегінде.",
            "발언: {c}; {t} 기준 기록: {o} ({n}). 차이: {d}. 반올림 범위 안에 있습니다.");
    private static final List<String> LESS = List.of(
            "The words say {c}; the record has {o} for {t} ({n}): the words say less, by {d}.",
            "По словам – {c}; по записям на {t} – {o} ({n}): слова занижают на {d}.",
            "Айтылғаны – {c}; {t} күнгі жазбада – {o} ({n}): айтылғаны аз, айырмасы {d}.",
            "발언: {c}; {t} 기준 기록: {o} ({n}). 발언이 더 적습니다. 차이: {d}.");
    private static final List<String> MORE = List.of(
            "The words say {c}; the record, stated to be complete, has {o} for {t} ({n}): the words say more, by {d}.",
            "По словам – {c}; по записям, заявленным как полные, на {t} – {o} ({n}): слова завышают на {d}.",
            "Айтылғаны – {c}; толық деп мәлімделген {t} күнгі жазбада – {o} ({n}): айтылғаны көп, айырмасы {d}.",
            "발언: {c}; 완전하다고 명시된 {t} 기준 기록: {o} ({n}). 발언이 더 많습니다. 차이: {d}.");
    private static final List<String> NOTHING = List.of(
            "The words say {c}. Nothing is recorded for {t} ({n}), so nothing can be said of them.",
            "По словам – {c}. На {t} ничего не записано ({n}), поэтому сказать о них нечего.",
            "Айтылғаны – {c}. {t} күніне ештеңе жазылмаған ({n}), сондықтан ол туралы ештеңе айтуға болмайды.",
            "발언: {c}. {t} 기준으로 기록된 것이 없어({n}) 판단할 수 없습니다.");
    private static final List<String> INCOMPLETE = List.of(
            "The words say {c}; the record has {o} for {t} ({n}), but is not stated to be complete: it neither confirms nor refutes them.",
            "По словам – {c}; по записям на {t} – {o} ({n}), но полнота записей не заявлена: они не подтверждают и не опровергают сказанное.",
            "Айтылғаны – {c}; {t} күнгі жазбада – {o} ({n}), бірақ жазбаның толықтығы мәлімделмеген: ол айтылғанды растамайды да, теріске шығармайды да.",
            "발언: {c}; {t} 기준 기록: {o} ({n}). 다만 기록이 완전하다고 명시되지 않아 발언을 확인하지도 반박하지도 못합니다.");
    private static final List<String> OWN = List.of(
            "The record has {o} for {t} ({n}), but rests only on the source of the words themselves: it proves nothing.",
            "По записям на {t} – {o} ({n}), но они опираются только на источник самих слов и ничего не доказывают.",
            "{t} күнгі жазбада – {o} ({n}), бірақ ол тек айтылған сөздің өз дереккөзіне сүйенеді және ештеңені дәлелдемейді.",
            "{t} 기준 기록: {o} ({n}). 다만 발언 자체의 출처에만 근거하므로 아무것도 입증하지 않습니다.");
    private static final List<String> OTHER_UNIT = List.of(
            "The words say {c} ({u}), without saying what is counted so that it can be compared with {n} ({m}). Recorded for {t}: {b}.",
            "По словам – {c} ({u}); что именно посчитано, не сказано, и сравнить с показателем «{n}» ({m}) нельзя. Записано на {t}: {b}.",
            "Айтылғаны – {c} ({u}); нақты не саналғаны айтылмаған, сондықтан «{n}» ({m}) көрсеткішімен салыстыруға болмайды. {t} күніне жазылғаны: {b}.",
            "발언: {c} ({u}). 무엇을 센 것인지 밝히지 않아 다음 지표와 비교할 수 없습니다: {n} ({m}). {t} 기준 기록: {b}.");
    private static final List<String> NO_NUMBER = List.of(
            "The words give neither a number nor a direction that could be compared with {n}.",
            "В словах нет ни числа, ни направления, которые можно сравнить с показателем «{n}».",
            "Сөзде «{n}» көрсеткішімен салыстыруға болатын сан да, бағыт та жоқ.",
            "발언에 다음 지표와 비교할 수 있는 수치나 방향이 없습니다: {n}.");
    private static final List<String> NO_BEGINNING = List.of(
            "The words do not say since when {n} is meant to have moved.",
            "Не сказано, с какого времени меняется показатель «{n}».",
            "«{n}» көрсеткіші қашаннан бері өзгергені айтылмаған.",
            "다음 지표가 언제부터 변했는지 밝히지 않았습니다: {n}.");
    private static final List<String> MOVED = List.of(
            "The record has {f} for {s} and {o} for {t} ({n}).",
            "По записям: {f} на {s} и {o} на {t} ({n}).",
            "Жазбада: {s} күні – {f}, {t} күні – {o} ({n}).",
            "기록: {s} 기준 {f}, {t} 기준 {o} ({n}).");
    private static final List<String> AS_SAID = List.of("That is the direction that the words say.",
            "Это направление, о котором сказано.",
            "Бұл – айтылған бағыт.", "발언한 방향과 같습니다.");
    private static final List<String> NOT_AS_SAID = List.of("That is not the direction that the words say.",
            "Это не то направление, о котором сказано.", "Бұл – айтылған бағыт емес.", "발언한 방향과 다릅니다.");
    private static final List<String> NOTHING_AT_ALL = List.of("nothing", "ничего", "ештеңе", "없음");

    private final Claim claim;
    private final MeasureDefinition definition;
    private final LocalDate day;

    Explanation(Claim claim, MeasureDefinition definition, LocalDate day) {
        this.claim = claim;
        this.definition = definition;
        this.day = day;
    }

    LanguageMap compared(Verdict verdict, BigDecimal observed, BigDecimal difference) {
        var sentence = switch (verdict) {
            case CONSISTENT -> AGREES;
            case WITHIN_TOLERANCE -> NEARLY;
            case UNDERSTATED -> LESS;
            default -> MORE;
        };
        return said(sentence, Map.of("{o}", observed, "{d}", difference.abs()));
    }

    LanguageMap nothing() {
        return said(NOTHING, Map.of());
    }

    LanguageMap incomplete(BigDecimal observed) {
        return said(INCOMPLETE, Map.of("{o}", observed));
    }

    LanguageMap own(BigDecimal observed) {
        return said(OWN, Map.of("{o}", observed));
    }

    LanguageMap noNumber() {
        return said(NO_NUMBER, Map.of());
    }

    LanguageMap noBeginning() {
        return said(NO_BEGINNING, Map.of());
    }

    /** Lists what is recorded under each definition. */
    LanguageMap otherUnit(BigDecimal observed, List<Part> breakdown) {
        var unit = claim.quantity().unit() == null ? "–" : claim.quantity().unit();
        var lines = breakdown.stream().filter(part -> part.value() != null).toList();
        var values = new LinkedHashMap<String, Object>(Map.of("{u}", unit, "{m}", definition.unit()));
        if (!lines.isEmpty() || observed != null) {
            values.put("{b}", lines.isEmpty() ? observed : lines);
        }
        return said(OTHER_UNIT, values);
    }

    LanguageMap moved(Verdict verdict, LocalDate since, BigDecimal former, BigDecimal observed) {
        var values = Map.of("{s}", since, "{f}", former, "{o}", observed);
        var first = said(MOVED, values);
        var second = said(verdict == Verdict.CONSISTENT ? AS_SAID : NOT_AS_SAID, values);
        var texts = new LinkedHashMap<String, String>();
        Terms.LANGUAGES.forEach(language -> texts.put(language, first.in(language) + " " + second.in(language)));
        return new LanguageMap(texts);
    }

    private LanguageMap said(List<String> sentence, Map<String, ?> values) {
        var texts = new LinkedHashMap<String, String>();
        for (int i = 0; i < Terms.LANGUAGES.size(); i++) {
            var language = Terms.LANGUAGES.get(i);
            var filled = new LinkedHashMap<String, String>();
            for (var value : values.entrySet()) {
                filled.put(value.getKey(), in(i, value.getValue()));
            }
            filled.putIfAbsent("{b}", NOTHING_AT_ALL.get(i));
            filled.put("{t}", day.toString());
            filled.put("{n}", definition == null ? claim.measure().code() : definition.name().in(language));
            filled.put("{c}", claim.quantity() == null
                    ? claim.text().in(language)
                    : RELATIONS.get(claim.quantity().relation()).get(i).formatted(Terms.in(i, claim.quantity().value())));
            var text = sentence.get(i);
            for (var value : filled.entrySet()) {
                text = text.replace(value.getKey(), value.getValue());
            }
            texts.put(language, text);
        }
        return new LanguageMap(texts);
    }

    private static String in(int language, Object value) {
        if (value instanceof List<?> parts) {
            return parts.stream().map(Part.class::cast)
                    .map(part -> Terms.in(language, part.label()) + " – " + Terms.in(language, part.value()))
                    .collect(Collectors.joining("; "));
        }
        return value instanceof BigDecimal number ? Terms.in(language, number) : Terms.in(language, value.toString());
    }
}
