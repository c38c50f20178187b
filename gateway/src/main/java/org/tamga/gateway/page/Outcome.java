package org.tamga.gateway.page;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import jakarta.ws.rs.core.Response;

import org.tamga.commons.problem.Problem;

import io.quarkus.qute.TemplateInstance;

/**
 * What a form comes to: an answer, or what is wrong with what was filled in.
 *
 * @param answer null where there is none
 * @param refusal null where nothing is wrong
 */
public record Outcome<T>(T answer, Refusal refusal) {

    /** Of a form in which nothing is filled in yet. */
    public static <T> Outcome<T> none() {
        return new Outcome<>(null, null);
    }

    /** Of a form that the page itself refuses. */
    public static <T> Outcome<T> refused(Refusal refusal) {
        return new Outcome<>(null, refusal);
    }

    /**
     * Of a question to a service, which may refuse it.
     *
     * @param fields the form's name of a member or a parameter of the question; null for what has no field
     * @throws Problem if there is neither an answer nor anything wrong with the question
     */
    public static <T> Outcome<T> of(Supplier<T> answer, UnaryOperator<String> fields) {
        try {
            return new Outcome<>(answer.get(), null);
        } catch (Problem problem) {
            return refused(Refusal.of(problem, fields));
        }
    }

    /** The page that shows it, with its status. */
    public Response on(TemplateInstance page) {
        return Response.status(refusal == null ? 200 : refusal.status()).entity(page).build();
    }
}
