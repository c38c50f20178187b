package org.tamga.commons.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;

import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;

/**
 * Has the OpenAPI document made when it is first asked for. Quarkus makes it while a service starts, as JSON and as YAML, which took a
 * sixth of that, and has no setting for it.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AtFirstAsk {

    /** Binds what makes and has the document, when an application is built. */
    class Binding implements BuildCompatibleExtension {

        @Enhancement(types = OpenApiDocumentService.class)
        public void bind(ClassConfig service) {
            service.addAnnotation(AtFirstAsk.class);
        }
    }

    /** Keeps the preparation back until the document is wanted. One that throws is tried again at the next ask. */
    @AtFirstAsk
    @Interceptor
    @Priority(Interceptor.Priority.LIBRARY_BEFORE)
    class Preparation {

        private InvocationContext preparation;

        @AroundInvoke
        synchronized Object around(InvocationContext call) throws Exception {
            if (call.getMethod().getName().equals("prepareDocument")) {
                preparation = call;
                return null;
            }
            if (preparation != null) {
                preparation.proceed();
                preparation = null;
            }
            return call.proceed();
        }
    }
}
