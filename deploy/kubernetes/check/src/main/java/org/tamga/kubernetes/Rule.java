package org.tamga.kubernetes;

import java.util.function.Consumer;

/** Something that holds of every overlay. */
@FunctionalInterface
interface Rule {

    void check(Manifests manifests, Consumer<Fault> faults);
}
