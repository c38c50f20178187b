package org.tamga.education;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.tamga.testing.RealServices;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A test against the running service with its real database and Kafka; all of them share one start. */
@QuarkusTest
@WithTestResource(value = RealServices.class, initArgs = {
        @ResourceArg(name = RealServices.DATABASE, value = "education"),
        @ResourceArg(name = RealServices.KAFKA, value = "true")})
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EducationTest {
}
