package org.tamga.kubernetes;

/**
 * Something that is wrong with a manifest.
 *
 * @param where the object, as kind/name
 * @param what in one sentence, with the field's path where there is one
 */
public record Fault(String where, String what) {

    static Fault of(Manifest manifest, String what) {
        return new Fault(manifest.toString(), what);
    }

    @Override
    public String toString() {
        return where + ": " + what;
    }
}
