package org.tamga.local.load;

import java.util.List;

/** Files that are not records as the loader understands them. Nothing of the folder was sent. */
public class UnreadableRecords extends Exception {

    private final List<String> faults;

    public UnreadableRecords(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    /** One line each, beginning with the file and where in it. */
    public List<String> faults() {
        return faults;
    }
}
