package org.tamga.local.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void follow_one_another_from_the_gateway_on() {
        Ports ports = new Ports(9000);
        assertEquals(9000, ports.of(Application.GATEWAY));
        assertEquals(9001, ports.of(Application.EVENTS));
        assertEquals(9002, ports.of(Application.TRADE));
        assertEquals(9003, ports.of(Application.MOBILITY));
        assertEquals(9004, ports.of(Application.EDUCATION));
        assertEquals(9005, ports.postgres());
        assertEquals(9006, ports.kafka());
        assertEquals(9007, ports.kafkaController());
    }

    @Test
    void are_none_that_only_root_may_use_and_none_past_the_last() {
        assertThrows(IllegalArgumentException.class, () -> new Ports(1023));
        assertThrows(IllegalArgumentException.class, () -> new Ports(65529));
        assertEquals(65535, new Ports(65528).kafkaController());
    }

    @Test
    void have_a_door_before_replicas() {
        Ports ports = new Ports(9000, 2);
        assertEquals(9002, ports.of(Application.TRADE));
        assertEquals(9009, ports.replica(Application.TRADE, 0));
        assertEquals(9014, ports.replica(Application.TRADE, 1));
        assertEquals(9018, ports.base() + ports.count());
        assertEquals(9002, new Ports(9000).replica(Application.TRADE, 0));
        assertThrows(IllegalArgumentException.class, () -> new Ports(65528, 2));
        assertThrows(IllegalArgumentException.class, () -> new Ports(9000, 0));
        assertThrows(IllegalArgumentException.class, () -> new Ports(9000, 5));
    }

    @Test
    void are_taken_where_somebody_listens() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertEquals("trade", new Ports(socket.getLocalPort() - 2).taken().get(socket.getLocalPort()));
        }
    }

    @Test
    void are_taken_where_somebody_listens_on_all_addresses() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            assertTrue(new Ports(socket.getLocalPort() - 6).taken().containsKey(socket.getLocalPort()));
        }
    }
}
