package org.tamga.testing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The rules that keep every module's shape, for the test class that each module has:
 *
 * <pre>{@code
 * class ArchitectureTest {
 *
 *     @TestFactory
 *     Stream<DynamicTest> keeps_the_rules() {
 *         return ArchitectureRules.of("org.tamga.trade");
 *     }
 * }
 * }</pre>
 */
public final class ArchitectureRules {

    private static final DescribedPredicate<JavaClass> DATABASE = resideInAnyPackage("java.sql..", "javax.sql..");

    private ArchitectureRules() {
    }

    /**
     * One test per rule, over the main classes of a module.
     *
     * @param base the module's package, such as {@code org.tamga.trade}; its rooms are the packages directly below
     */
    public static Stream<DynamicTest> of(String base) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(base);
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("No classes in " + base);
        }
        return rules(base).entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(classes)));
    }

    static Map<String, ArchRule> rules(String base) {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("rooms form no cycle", slices().matching(base + ".(*)..").should().beFreeOfCycles());
        rules.put("a resource knows neither tables nor the database", noClasses()
                .that().haveSimpleNameEndingWith("Resource")
                .should().dependOnClassesThat(DATABASE.or(nameMatching(".*Table(\\$.*)?"))));
        rules.put("only records and consumers hold a data source", noClasses()
                .that(not(mayUseTheDatabase()))
                .should().dependOnClassesThat().haveFullyQualifiedName("javax.sql.DataSource"));
        rules.put("only records and consumers open transactions", noClasses()
                .that(not(mayUseTheDatabase()))
                .should().dependOnClassesThat(opensTransactions()));
        rules.put("only the relay sends to Kafka", noClasses()
                .that(not(resideInAPackage("org.tamga.record.change..")))
                .should().dependOnClassesThat(sendsToKafka()));
        rules.put("nothing is injected into fields", noFields().should().beAnnotatedWith("jakarta.inject.Inject")
                .orShould().beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .orShould().beAnnotatedWith("org.eclipse.microprofile.reactive.messaging.Channel")
                .orShould().beAnnotatedWith("org.eclipse.microprofile.rest.client.inject.RestClient"));
        rules.put("nothing is injected into setters", noMethods().should().beAnnotatedWith("jakarta.inject.Inject"));
        rules.put("what a body is read as is validated, not what a method is given", noMethods()
                .that().areDeclaredInClassesThat().haveSimpleNameEndingWith("Resource")
                .should(ArchCondition.from(haveConstrainedParameters())));
        rules.put("no other service is known", noClasses()
                .should().dependOnClassesThat(resideInAPackage("org.tamga..").and(not(resideInAnyPackage(
                        base + "..", "org.tamga.commons..", "org.tamga.record..")))));
        // A module without any resource, say, keeps the rule for resources.
        rules.replaceAll((name, rule) -> rule.allowEmptyShould(true));
        return rules;
    }

    /** Nobody would look at the constraint. */
    private static DescribedPredicate<JavaMethod> haveConstrainedParameters() {
        return DescribedPredicate.describe("have parameters with constraints",
                method -> method.getParameterAnnotations().stream()
                        .flatMap(Set::stream)
                        .anyMatch(annotation -> annotation.getRawType().getPackageName().startsWith("jakarta.validation")));
    }

    private static DescribedPredicate<JavaClass> mayUseTheDatabase() {
        return resideInAPackage("org.tamga.record..").or(nameMatching(".*(Records|Consumer)(\\$.*)?"));
    }

    private static DescribedPredicate<JavaClass> opensTransactions() {
        return resideInAPackage("jakarta.transaction..").or(resideInAPackage("io.quarkus.narayana.."));
    }

    private static DescribedPredicate<JavaClass> sendsToKafka() {
        return resideInAPackage("org.apache.kafka.clients.producer..").or(nameMatching(
                ".*\\.reactive\\.messaging\\.((Mutiny)?Emitter|Outgoing|OnOverflow)"));
    }
}
