package org.tamga.mobility.gathering;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.record.Interval;

/**
 * What we read of the data of every event on {@code events.gathering}; whatever else it holds is passed over.
 *
 * @param recordId the gathering
 * @param before the periods that no longer stand as they were
 * @param after the periods that stand instead
 */
record GatheringChanged(UUID recordId, List<State> before, List<State> after) {

    GatheringChanged {
        if (recordId == null) {
            throw new IllegalArgumentException("names no record");
        }
    }

    /** A gathering as it is in some days. */
    record State(LocalDate validFrom, LocalDate validTo, LanguageMap title, Place place, Edtf startsOn, Edtf endsOn,
            List<Country> invited, String status) {

        Interval valid() {
            return new Interval(validFrom, validTo);
        }

        Gathering of(UUID id) {
            return new Gathering(id, title, place == null ? null : place.country(), startsOn, endsOn, invited, status);
        }
    }

    /** Where it is held. */
    record Place(Country country) {}
}
