package org.tamga.record.change;

import java.util.Map;

/** Says on which topics a service announces what it derives, beside those of its records; a bean of this type is enough. */
public interface Announced {

    /** The topics, without their {@code .state} companions, and what the data of their events is. */
    Map<String, Class<? extends Record>> topics();
}
