package org.tamga.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;

class ImageTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;
    private Path built;
    private Path runtime;
    private Path library;

    @BeforeEach
    void build() throws IOException {
        built = folder.resolve("quarkus-app");
        for (var file : List.of("lib/main/library.jar", "quarkus/generated.jar", "app/trade.jar", "quarkus-run.jar")) {
            Files.createDirectories(built.resolve(file).getParent());
            Files.writeString(built.resolve(file), file);
        }
        runtime = folder.resolve("runtime");
        Files.createDirectories(runtime.resolve("bin"));
        Files.writeString(runtime.resolve("bin/java"), "java").toFile().setExecutable(true);
        library = Files.writeString(folder.resolve("libc.so.6"), "libc");
    }

    @Test
    void runs_as_nobody_in_particular_on_the_port_of_the_manifests() throws Exception {
        var image = unpacked("first");
        var config = image.config().get("config");
        assertThat(config.get("User").asText()).isEqualTo("10001:10001");
        assertThat(config.get("Entrypoint")).extracting(argument -> argument.asText())
                .containsExactly("/opt/java/bin/java", "-Xshare:auto", "-jar", "quarkus-run.jar");
        assertThat(config.get("WorkingDir").asText()).isEqualTo("/app");
        assertThat(config.get("ExposedPorts").has("8080/tcp")).isTrue();
        assertThat(config.get("Env")).extracting(variable -> variable.asText()).contains("QUARKUS_HTTP_HOST=0.0.0.0");
        assertThat(image.root().resolve("app/lib/main/library.jar")).hasContent("lib/main/library.jar");
        assertThat(image.root().resolve(library.toString().substring(1))).hasContent("libc");
        assertThat(Files.isExecutable(image.root().resolve("opt/java/bin/java"))).isTrue();
    }

    @Test
    void nobody_may_write_but_in_the_scratch_folder() throws Exception {
        assertThat(unpacked("first").entries()).filteredOn(entry -> (entry.getMode() & 0022) != 0)
                .extracting(entry -> entry.getName()).containsExactly("tmp/");
    }

    @Test
    void the_same_files_give_the_same_image() throws Exception {
        var first = write("first");
        // The build ran once more: the same content, of another time.
        build();
        assertThat(write("second")).isEqualTo(first);
        assertThat(unpacked("third").entries()).filteredOn(entry -> !entry.isDirectory())
                .extracting(entry -> entry.getLastModifiedTime().toInstant()).containsOnly(TIME);
    }

    @Test
    void a_command_that_cannot_be_meant_is_refused() {
        assertThat(Images.commandLine().execute("--tar", "taxes-service")).isEqualTo(2);
        assertThat(Images.commandLine().execute("trade-service")).isEqualTo(2);
        assertThat(Images.commandLine().execute("--tar", "--tag", "no:tag")).isEqualTo(2);
        assertThat(Images.commandLine().execute("--tar", "--base", folder.resolve("none.tar").toString())).isEqualTo(1);
    }

    @Test
    void an_image_is_built_only_on_the_one_that_was_named() throws Exception {
        var tar = folder.resolve("base.tar");
        var id = Jib.fromScratch().addLabel("is", "the base").containerize(Containerizer.to(TarImage.at(tar).named("base"))
                .setOfflineMode(true)).getImageId().toString();
        assertThat(Base.file(tar + "@" + id)).isEqualTo(tar);
        assertThatThrownBy(() -> Base.file(tar.toString())).isInstanceOf(CannotMake.class)
                .hasMessageContaining("--base " + tar + "@" + id);
        assertThatThrownBy(() -> Base.file(tar + "@sha256:" + "0".repeat(64))).isInstanceOf(CannotMake.class)
                .hasMessageContaining("is " + id + ", not sha256:000");
        assertThatThrownBy(() -> Base.file(folder.resolve("none.tar").toString())).hasMessageContaining("There is no image");
    }

    private UnpackedImage unpacked(String name) throws Exception {
        write(name);
        return UnpackedImage.of(folder.resolve(name + ".tar"), folder.resolve(name + "-unpacked"));
    }

    private String write(String name) throws Exception {
        var image = new Image("trade-service", "1.0.0", TIME);
        image.stage(built, folder.resolve(name));
        return image.write(folder.resolve(name + ".tar"), null, Set.of(library), runtime, folder.resolve(name),
                List.of("-Xshare:auto"), folder.resolve(name + "-cache"));
    }
}
