package org.tamga.commons.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.interceptor.InvocationContext;

import org.junit.jupiter.api.Test;

import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;

class AtFirstAskTest {

    private final AtFirstAsk.Preparation preparation = new AtFirstAsk.Preparation();
    private final List<String> done = new ArrayList<>();
    private boolean fails;

    @Test
    void what_is_held_back_is_called_as_Quarkus_has_it() {
        assertEquals(2, Stream.of("prepareDocument", "getDocument").map(AtFirstAskTest::method).distinct().count());
    }

    @Test
    void the_document_is_prepared_once_and_not_before_it_is_asked_for() throws Exception {
        call("prepareDocument");
        assertEquals(List.of(), done);
        call("getDocument");
        call("getDocument");
        assertEquals(List.of("prepareDocument", "getDocument", "getDocument"), done);
    }

    @Test
    void one_that_could_not_be_prepared_is_tried_again() throws Exception {
        call("prepareDocument");
        fails = true;
        assertThrows(IllegalStateException.class, () -> call("getDocument"));
        fails = false;
        call("getDocument");
        assertEquals(List.of("prepareDocument", "getDocument"), done);
    }

    private void call(String name) throws Exception {
        preparation.around(new Call(method(name)));
    }

    private static Method method(String name) {
        return Arrays.stream(OpenApiDocumentService.class.getDeclaredMethods()).filter(method -> method.getName().equals(name))
                .findFirst().orElseThrow();
    }

    private final class Call implements InvocationContext {

        private final Method method;

        Call(Method method) {
            this.method = method;
        }

        @Override
        public Method getMethod() {
            return method;
        }

        @Override
        public Object proceed() {
            if (fails) {
                throw new IllegalStateException();
            }
            done.add(method.getName());
            return null;
        }

        @Override
        public Object getTarget() {
            return null;
        }

        @Override
        public Object getTimer() {
            return null;
        }

        @Override
        public Constructor<?> getConstructor() {
            return null;
        }

        @Override
        public Object[] getParameters() {
            return new Object[0];
        }

        @Override
        public void setParameters(Object[] parameters) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Object> getContextData() {
            return Map.of();
        }
    }
}
