package org.tamga.trade.project;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Investment projects, over HTTP. */
@Path("projects")
public class ProjectResource extends RecordResource<Project> {

    ProjectResource(ProjectRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
