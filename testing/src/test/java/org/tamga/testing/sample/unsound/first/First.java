package org.tamga.testing.sample.unsound.first;

/** One half of a cycle. */
public class First {

    org.tamga.testing.sample.unsound.second.Second second;
}
