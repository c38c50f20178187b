package org.tamga.gateway.page;

/**
 * The same in another form, for a page's head and foot.
 *
 * @param href its address
 * @param type its media type
 * @param name what people call the form
 */
public record Alternate(String href, String type, String name) {}
