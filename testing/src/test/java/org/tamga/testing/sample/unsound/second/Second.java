package org.tamga.testing.sample.unsound.second;

/** The other half. */
public class Second {

    org.tamga.testing.sample.unsound.first.First first;
}
