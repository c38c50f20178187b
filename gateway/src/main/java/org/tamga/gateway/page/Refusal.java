package org.tamga.gateway.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.tamga.commons.problem.Problem;

/**
 * What is wrong with what was filled in, to be said at the fields of its form.
 *
 * @param status that the page is answered with
 * @param lang of the texts where it is another than the page's, else null
 * @param byField the texts by the names of the fields
 * @param rest what is wrong with no field of the form; null where that is nothing
 */
public record Refusal(int status, String lang, Map<String, String> byField, String rest) {

    /** What a page itself finds wrong with one of its fields, in its own language. */
    public static Refusal at(String field, String text) {
        return new Refusal(400, null, Map.of(field, text), null);
    }

    /**
     * What a service finds wrong with a page's question, as it says it: in English.
     *
     * @param fields the form's name of a member or a parameter of the question; null for what has no field
     * @throws Problem the same, if it is not about what was filled in
     */
    static Refusal of(Problem problem, UnaryOperator<String> fields) {
        if (problem.type().status() != 400 && problem.type().status() != 422) {
            throw problem;
        }
        var byField = new LinkedHashMap<String, String>();
        problem.violations().forEach(violation -> {
            var field = fields.apply(violation.pointer().replaceFirst("^/", "").replaceFirst("/.*", ""));
            if (field != null) {
                byField.putIfAbsent(field, violation.detail());
            }
        });
        return new Refusal(problem.type().status(), "en", byField, byField.isEmpty() ? problem.getMessage() : null);
    }

    /** What is wrong with a field; null for nothing. */
    public String at(String field) {
        return byField.get(field);
    }
}
