package org.tamga.record.imports;

import org.tamga.record.Author;

/**
 * What is to be done with a file.
 *
 * @param format how it is read
 * @param file what is said of it
 * @param dryRun true to report the same, but record nothing
 * @param author who records
 */
record Order(ImportFormat format, ImportedFile file, ImportMode mode, boolean dryRun, Author author) {

    /** True where everything is one transaction: to be undone whole, for a bad row or because it only tries. */
    boolean isOneTransaction() {
        return dryRun || mode == ImportMode.STRICT;
    }
}
