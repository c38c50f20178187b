package org.tamga.events.post;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Posts, over HTTP. */
@Path("posts")
public class PostResource extends RecordResource<Post> {

    PostResource(PostRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
