package org.tamga.local.process;

import java.util.List;

/** What the JVMs have in common that share one small machine. */
public final class JvmOptions {

    /**
     * A collector without threads of its own, small stacks, and a third of the optimising compiler's zeal: at its own thresholds it
     * takes more of the cores than all else while a suite is young, for code of which most will not run much more. What runs a
     * great deal comes to the same in the end.
     */
    public static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-Xss512k", "-XX:Tier4InvocationThreshold=15000",
            "-XX:Tier4MinInvocationThreshold=1800", "-XX:Tier4CompileThreshold=45000", "-XX:Tier4BackEdgeThreshold=120000");

    private JvmOptions() {
    }
}
