package org.tamga.images;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import com.google.cloud.tools.jib.api.ImageReference;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./tamga images --tar}: an image of each application as a tar, from what the build left. */
@Command(name = "./tamga images", description = "Makes container images as tar files, without a Docker daemon or a registry.")
public final class Images implements Callable<Integer> {

    static final List<String> APPLICATIONS = List.of("events-service", "trade-service", "mobility-service", "education-service",
            "gateway");

    /** What the gateway looks for, so that it can set Korean. */
    private static final String FONTS = "tamga.briefs.hangul-fonts";
    /** The one with Hangul that the build brought is among the gateway's classes. */
    private static final String BUILT_IN_FONT = "gateway/target/classes/fonts/NanumGothic.ttf";

    private static final Instant TIME = Instant.parse(build("timestamp"));

    @Spec
    private CommandSpec spec;
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Says how it is used.")
    private boolean help;
    @Option(names = "--tar", required = true, description = "Writes tar files in the OCI layout; there is no other way.")
    private boolean tar;
    @Option(names = "--out", paramLabel = "DIR", description = "Where they go; default: target/images.")
    private Path out;
    @Option(names = "--tag", description = "Their tag; default: this version.")
    private String tag = build("version").replace("-SNAPSHOT", "");
    @Option(names = "--base", paramLabel = "TAR@sha256:ID", description = "An image to build on, as `docker save` writes it, and its id; default: none, with this machine's C library.")
    private String pinnedBase;
    @Parameters(paramLabel = "APPLICATION", description = "Such as trade-service; default: all five.")
    private List<String> applications = APPLICATIONS;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Images()).setExecutionExceptionHandler((failure, commandLine, parsed) -> {
            if (failure instanceof CannotMake) {
                commandLine.getErr().println(failure.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
            throw failure;
        });
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        applications.stream().filter(name -> !APPLICATIONS.contains(name)).findFirst().ifPresent(name -> {
            throw new ParameterException(spec.commandLine(),
                    "No such application: " + name + ". There are " + APPLICATIONS + ".");
        });
        if (!ImageReference.isValidTag(tag)) {
            throw new ParameterException(spec.commandLine(), "No tag of an image: " + tag);
        }
        var base = pinnedBase == null ? null : Base.file(pinnedBase);
        var checkout = Path.of(System.getProperty("org.tamga.local.checkout", ".")).toAbsolutePath().normalize();
        var target = Files.createDirectories(out == null ? checkout.resolve("target/images") : out.toAbsolutePath());
        var work = Files.createTempDirectory(target, "work-");
        try {
            var runtime = JavaRuntime.linkInto(work.resolve("runtime"), TIME);
            Set<Path> system = base == null ? SystemLibraries.of(runtime) : Set.of();
            for (var application : applications) {
                make(application, checkout, target, work, runtime, base, system);
            }
        } finally {
            delete(work);
        }
        return 0;
    }

    private void make(String application, Path checkout, Path target, Path work, JavaRuntime runtime, Path base,
            Set<Path> system)
            throws IOException, InterruptedException {
        var say = spec.commandLine().getOut();
        var built = checkout.resolve(application).resolve("target/quarkus-app");
        if (!Files.exists(built.resolve("quarkus-run.jar"))) {
            throw new CannotMake("There is no " + checkout.relativize(built) + "; build it first.");
        }
        var image = new Image(application, tag, TIME);
        var folder = work.resolve(application);
        image.stage(built, folder);
        var arguments = runtime.rehearse(folder.resolve("quarkus-run.jar"));
        var file = target.resolve(application + ".tar");
        var here = new TreeSet<>(system);
        if (application.equals("gateway") && !Files.exists(checkout.resolve(BUILT_IN_FONT))) {
            hangulFont(checkout).ifPresentOrElse(here::add, () -> say.println("No font with Hangul is on this machine (Debian:"
                    + " apt-get install fonts-nanum): briefs in Korean will not be had as PDF."));
        }
        var digest = image.write(file, base, here, runtime.folder(), folder, arguments, work.resolve("cache"));
        say.printf("%s  tamga/%s:%s  %s  %d MiB%n", file, application, tag, digest,
                Files.size(file) >> 20);
    }

    /** The first that is here of those that the gateway looks for. */
    private static Optional<Path> hangulFont(Path checkout) throws IOException {
        var gateway = new Properties();
        try (var in = Files.newBufferedReader(checkout.resolve("gateway/src/main/resources/application.properties"))) {
            gateway.load(in);
        }
        return Stream.of(gateway.getProperty(FONTS, "").split(",")).map(Path::of).filter(Files::isRegularFile).findFirst();
    }

    static String build(String key) {
        var properties = new Properties();
        try (InputStream in = Images.class.getResourceAsStream("build.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(key);
    }

    private static void delete(Path tree) throws IOException {
        try (var files = Files.walk(tree)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
