package org.tamga.record.change;

/** Which replica does what only one needs to do: the one that holds {@link LeasedDuty its lease}. Two that both did it must do no harm. */
public interface Duty {

    /** True while it is this one. */
    boolean isMine();

    /** Which time it is that it is this one's: another number where it was not this one's without a break. */
    default long term() {
        return 0;
    }
}
