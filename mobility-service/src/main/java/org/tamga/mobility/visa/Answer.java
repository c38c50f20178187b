package org.tamga.mobility.visa;

import java.util.List;
import java.util.stream.Stream;

/** What the record proves of whether somebody can be somewhere. */
public enum Answer {
    YES,
    /** Something in the record rules it out. */
    NO,
    /** Something that it needs is not recorded, or is not for the record to say, such as whether a visa is granted. */
    UNKNOWN,
    /** Sources or readings of a rule differ. */
    DISPUTED;

    /** What is not known stays so however a dispute ends. */
    private static final List<Answer> WEIGHTIEST_FIRST = List.of(NO, UNKNOWN, DISPUTED, YES);

    /** What several things that must all be so prove together: no where one is no, else unknown, else disputed where one is; else yes. */
    public static Answer of(Stream<Answer> all) {
        var answers = all.toList();
        return WEIGHTIEST_FIRST.stream().filter(answers::contains).findFirst().orElse(YES);
    }
}
