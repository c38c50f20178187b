package org.tamga.gateway.webhook;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.problem.Violation;
import org.tamga.commons.value.Country;
import org.tamga.gateway.change.ChangeFilter;
import org.tamga.gateway.change.Measures;
import org.tamga.gateway.pair.Pair;

/** What webhooks want, as a filter of changes; and whether one can want that. */
@Singleton
class Filters {

    private static final int MOST = 50;
    private static final Pattern TOPIC = Pattern.compile("[a-z]+(\\.[a-z0-9-]*)?");
    private static final Pattern WORD = Pattern.compile("[\\x21-\\x7E]{1,200}");

    private final Measures measures;

    Filters(Measures measures) {
        this.measures = measures;
    }

    ChangeFilter of(Webhook.Wanted wanted) {
        return new ChangeFilter(Set.copyOf(wanted.topics()), Set.copyOf(wanted.types()), Set.copyOf(wanted.subjects()),
                Set.copyOf(wanted.countries()), Optional.ofNullable(wanted.pair()).map(Pair::parse),
                Optional.ofNullable(wanted.measure())
                        .map(measure -> new ChangeFilter.Measure(measure.code(), measure.dimensions())));
    }

    /**
     * What a subscriber wants, checked.
     *
     * @throws Problem 422 that points at all that cannot be wanted
     */
    Webhook.Wanted checked(Webhook.Subscribe asked) {
        var violations = new ArrayList<Violation>();
        var wanted = new Webhook.Wanted(
                each("/topics", asked.topics(), TOPIC, "is no beginning of a topic such as trade.company", violations),
                each("/types", asked.types(), WORD, "is no type of event", violations),
                each("/subjects", asked.subjects(), WORD, "is no record's id", violations),
                each("/countries", asked.countries(), WORD, "is no country", violations),
                pair(asked.pair(), violations), measure(asked.measure(), violations));
        for (int i = 0; i < wanted.countries().size(); i++) {
            try {
                new Country(wanted.countries().get(i));
            } catch (IllegalArgumentException e) {
                violations.add(new Violation("/countries/" + i, e.getMessage()));
            }
        }
        if (!violations.isEmpty()) {
            throw new Problem(ProblemType.RULE_BROKEN, violations.get(0).detail(), violations);
        }
        return wanted;
    }

    private static List<String> each(String pointer, List<String> values, Pattern form, String otherwise,
            List<Violation> violations) {
        if (values == null) {
            return List.of();
        }
        if (values.size() > MOST) {
            violations.add(new Violation(pointer, "has more than " + MOST + " values"));
        }
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) == null || !form.matcher(values.get(i)).matches()) {
                violations.add(new Violation(pointer + "/" + i, "\"" + values.get(i) + "\" " + otherwise));
            }
        }
        return values.stream().filter(value -> value != null).distinct().toList();
    }

    private static String pair(String asked, List<Violation> violations) {
        try {
            return asked == null ? null : Pair.parse(asked).toString();
        } catch (Problem e) {
            violations.add(new Violation("/pair", e.getMessage()));
            return null;
        }
    }

    private Webhook.Measure measure(Webhook.Measure asked, List<Violation> violations) {
        if (asked == null) {
            return null;
        }
        var dimensions = asked.dimensions() == null ? Map.<String, String>of() : asked.dimensions();
        try {
            var known = measures.dimensions(String.valueOf(asked.code())).toCompletionStage().toCompletableFuture().join();
            var unknown = new LinkedHashSet<>(dimensions.keySet());
            known.ifPresent(unknown::removeAll);
            if (known.isPresent()) {
                unknown.forEach(name -> violations.add(new Violation("/measure/dimensions/" + name,
                        "is no dimension of this measure, which has " + String.join(", ", known.get()))));
            }
        } catch (CompletionException e) {
            violations.add(new Violation("/measure/code", e.getCause().getMessage()));
        }
        return new Webhook.Measure(asked.code(), dimensions);
    }
}
