package org.tamga.trade.gathering;

import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;

/**
 * An occasion at which agreements are signed: what we read of events-service's gatherings.
 *
 * @param title what it is called
 * @param startsOn its first day as precisely as it is known, in the local time of its place; null where it is not known
 * @param endsOn its last day, likewise; null is a gathering of one day, or of unknown length
 */
public record Gathering(LanguageMap title, Edtf startsOn, Edtf endsOn) {

    /** True if no day that a date can mean lies within the days that the gathering can have had. */
    public boolean surelyMisses(Edtf day) {
        var last = endsOn == null ? startsOn : endsOn;
        return startsOn != null && day.isSurelyBefore(startsOn) || last != null && last.isSurelyBefore(day);
    }
}
