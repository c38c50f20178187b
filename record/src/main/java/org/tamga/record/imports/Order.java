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

    /** How often the file is read: once more where all of it must be known to be whole before the first row is recorded. */
    int readings() {
        return format.isOneDocument() || isOneTransaction() ? 2 : 1;
    }
}
