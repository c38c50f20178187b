package org.tamga.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one suite with the starter record, and the one browser, that all of them share, started by the first that asks:
 *
 * <pre>{@code
 * @ExtendWith(OneSuite.class)
 * class BriefIT {
 *
 *     @Test
 *     void says_who_said_it(Suite suite) {
 * }</pre>
 */
public final class OneSuite implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Suite.class || parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // JUnit closes what lies in the root's store when all tests have run.
        return context.getRoot().getStore(ExtensionContext.Namespace.create(OneSuite.class))
                .computeIfAbsent(parameter.getParameter().getType(), type -> type == Suite.class ? start() : Browser.open());
    }

    private static Suite start() {
        try {
            return Suite.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
