package org.tamga.commons.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.inject.Singleton;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;

import org.tamga.commons.Settled;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;

/**
 * Has the OpenAPI document made when it is first asked for, or once the application has {@linkplain Settled settled}. Quarkus makes it
 * while a service starts, as JSON and as YAML, which took a sixth of that, and has no setting for it. In development and in Quarkus' own
 * tests, where its classes are loaded apart from ours and so cannot be bound, it is made at the start.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AtFirstAsk {

    /** Binds what makes and has the document, when an application is built. */
    class Binding implements BuildCompatibleExtension {

        @Enhancement(types = OpenApiDocumentService.class)
        public void bind(ClassConfig service) {
            if (!ConfigUtils.isProfileActive("dev") && !ConfigUtils.isProfileActive("test")) {
                service.addAnnotation(AtFirstAsk.class);
            }
        }
    }

    /** Keeps the preparations back until a document is wanted. One that throws is tried again at the next ask. */
    @AtFirstAsk
    @Interceptor
    @Priority(Interceptor.Priority.LIBRARY_BEFORE)
    class Preparation {

        private final List<InvocationContext> heldBack = new ArrayList<>();

        @AroundInvoke
        synchronized Object around(InvocationContext call) throws Exception {
            if (call.getMethod().getName().equals("prepareDocument")) {
                heldBack.add(call);
                return null;
            }
            for (var preparation : heldBack) {
                preparation.proceed();
            }
            heldBack.clear();
            return call.proceed();
        }
    }

    /** Asks, so that nobody has to wait for it. */
    @Singleton
    class Asking {

        void ask(@Observes Settled settled, OpenApiDocumentService documents) {
            documents.getDocument(OpenApiConstants.DEFAULT_DOCUMENT_NAME, Format.JSON);
        }
    }
}
