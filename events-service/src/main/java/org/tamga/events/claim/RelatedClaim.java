package org.tamga.events.claim;

import java.util.UUID;

import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.events.value.Quantity;
import org.tamga.record.Period;

/**
 * A claim that stands in a relation to the one shown, or in the chain of updates to which that one belongs.
 *
 * @param type how the one shown stands to it ({@code updates}), or how it stands to the one shown ({@code updated-by})
 * @param claimId which
 * @param text what it claims
 * @param aboutDate the time of which it claims that, or null
 * @param quantity the number claimed, or null
 */
public record RelatedClaim(String type, UUID claimId, LanguageMap text, Edtf aboutDate, Quantity quantity) {

    static RelatedClaim of(String type, Period<Claim> claim) {
        var content = claim.content();
        return new RelatedClaim(type, claim.id(), content.text(), content.aboutDate(), content.quantity());
    }
}
