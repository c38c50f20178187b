package org.tamga.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;

/**
 * Every object has only fields that its kind knows, of the right types: by the models of the Kubernetes client and of Strimzi, and
 * by the schemas in {@code schemas/} for kinds that no Java model knows.
 */
final class Models implements Rule {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final String STRIMZI = "kafka.strimzi.io/v1";

    private final Map<String, Class<?>> models = new HashMap<>();
    private final Map<String, Optional<Schema>> schemas = new HashMap<>();
    /** The models collect what they do not know; here it is an error instead. */
    private final JsonMapper strict = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addModule(new SimpleModule().setDeserializerModifier(new BeanDeserializerModifier() {

                private static final long serialVersionUID = 1;

                @Override
                public BeanDeserializerBuilder updateBuilder(DeserializationConfig config, BeanDescription description,
                        BeanDeserializerBuilder builder) {
                    builder.setAnySetter(null);
                    return builder;
                }
            })).build();

    Models() {
        for (var provider : ServiceLoader.load(KubernetesResource.class).stream().toList()) {
            if (HasMetadata.class.isAssignableFrom(provider.type())) {
                add(provider.type().asSubclass(HasMetadata.class));
            }
        }
        for (var type : List.of(Kafka.class, KafkaNodePool.class, KafkaTopic.class, KafkaUser.class)) {
            models.put(STRIMZI + " " + HasMetadata.getKind(type), type);
        }
    }

    private void add(Class<? extends HasMetadata> type) {
        models.put(HasMetadata.getApiVersion(type) + " " + HasMetadata.getKind(type), type);
    }

    @Override
    public void check(Manifests manifests, Consumer<Fault> faults) {
        manifests.all().forEach(manifest -> check(manifest, faults));
    }

    private void check(Manifest manifest, Consumer<Fault> faults) {
        var model = models.get(manifest.apiVersion() + " " + manifest.kind());
        if (model == null) {
            checkBySchema(manifest, faults);
            return;
        }
        try {
            strict.treeToValue(manifest.tree(), model);
        } catch (UnrecognizedPropertyException e) {
            faults.accept(Fault.of(manifest, "there is no field " + path(e)));
        } catch (JsonMappingException e) {
            faults.accept(Fault.of(manifest, path(e) + " has a value of the wrong type"));
        } catch (IOException e) {
            faults.accept(Fault.of(manifest, e.getMessage()));
        }
    }

    private void checkBySchema(Manifest manifest, Consumer<Fault> faults) {
        var kind = manifest.apiVersion() + " " + manifest.kind();
        schemas.computeIfAbsent(kind, Models::schema).ifPresentOrElse(
                schema -> schema.validate(manifest.tree().toString(), InputFormat.JSON).forEach(
                        error -> faults.accept(Fault.of(manifest, error.getInstanceLocation() + ": " + error.getMessage()))),
                () -> faults.accept(Fault.of(manifest, "no model and no schema knows " + kind)));
    }

    private static Optional<Schema> schema(String kind) {
        try (var schema = Models.class.getResourceAsStream("/schemas/" + kind.replace('/', '_').replace(' ', '_') + ".json")) {
            return Optional.ofNullable(schema).map(file -> SCHEMAS.getSchema(file, InputFormat.JSON));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String path(JsonMappingException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            path.append('/').append(step.getFieldName() != null ? step.getFieldName() : step.getIndex());
        }
        return path.toString();
    }
}
