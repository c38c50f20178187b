package org.tamga.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What of this machine's C library a Java runtime needs in an image that has nothing else. Linux with glibc only. */
final class SystemLibraries {

    /** A line of {@code ldd}: {@code libm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x…)}, or the loader's alone. */
    private static final Pattern FILE = Pattern.compile("^\\s*(?:\\S+ => )?(/\\S+) \\(0x", Pattern.MULTILINE);

    /** What the runtime itself is linked with; sound, fonts and windows are no server's business. */
    private static final List<String> LINKED = List.of("bin/java", "lib/server/libjvm.so", "lib/libjava.so", "lib/libnet.so",
            "lib/libnio.so", "lib/libzip.so", "lib/libmanagement_ext.so", "lib/libextnet.so");

    /** What an older glibc loads by name to look hosts up. */
    private static final List<String> BY_NAME = List.of("libnss_files.so.2", "libnss_dns.so.2", "libresolv.so.2");

    private SystemLibraries() {
    }

    /** Their paths, which are the same in the image. */
    static Set<Path> of(JavaRuntime runtime) throws IOException, InterruptedException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new CannotMake("Only Linux has the C library for an image; here --base names an image to build on.");
        }
        List<String> command = new ArrayList<>(List.of("ldd"));
        LINKED.stream().map(runtime.folder()::resolve).filter(Files::exists).map(Path::toString).forEach(command::add);
        var found = new TreeSet<Path>();
        FILE.matcher(Program.run(runtime.folder(), command)).results().map(line -> Path.of(line.group(1)))
                .filter(file -> !file.startsWith(runtime.folder())).forEach(found::add);
        var beside = found.stream().filter(file -> file.getFileName().toString().startsWith("libc.so")).findFirst()
                .orElseThrow(() -> new CannotMake("ldd names no C library that " + runtime.folder() + " is linked with."));
        BY_NAME.stream().map(beside::resolveSibling).filter(Files::exists).forEach(found::add);
        return found;
    }
}
