package org.tamga.events.person;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Persons, over HTTP. */
@Path("persons")
public class PersonResource extends RecordResource<Person> {

    PersonResource(PersonRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
