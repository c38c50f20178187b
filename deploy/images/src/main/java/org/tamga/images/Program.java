package org.tamga.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs a program to its end. */
final class Program {

    private Program() {
    }

    /**
     * What it wrote, both outputs together.
     *
     * @throws CannotMake if it fails, with what it wrote
     */
    static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new CannotMake(command.get(0) + " ended with exit code " + process.exitValue() + ":\n" + output);
        }
        return output;
    }
}
