package org.tamga.events.membership;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Memberships, over HTTP. */
@Path("memberships")
public class MembershipResource extends RecordResource<Membership> {

    MembershipResource(MembershipRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
