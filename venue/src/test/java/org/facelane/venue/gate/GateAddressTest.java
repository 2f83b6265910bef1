package org.facelane.venue.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.facelane.venue.gate.GateAddress.Broker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateAddressTest {
    @Test
    void reads_eachForm() {
        assertThat(GateAddress.parse("https://gate.example.org/open?n=3"))
                .contains(new GateAddress.Http(URI.create("https://gate.example.org/open?n=3")));
        assertThat(GateAddress.parse("mqtt://broker/venue/north/1"))
                .contains(new GateAddress.Mqtt(new Broker("broker", 1883, false), "venue/north/1"));
        assertThat(GateAddress.parse("mqtts://broker:9000/north%201"))
                .contains(new GateAddress.Mqtt(new Broker("broker", 9000, true), "north 1"));
        assertThat(GateAddress.parse("mqtts://broker/north"))
                .contains(new GateAddress.Mqtt(new Broker("broker", 8883, true), "north"));
        assertThat(GateAddress.parse("program:north-1")).contains(new GateAddress.Program("north-1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gate",
                "http:///open",
                "http://name:secret@gate/open",
                "ftp://gate/open",
                "mqtt://broker",
                "mqtt://broker/",
                "mqtt://broker:0/north",
                "mqtt://broker/all/+",
                "mqtt://broker/%23",
                "mqtt://broker/north%00",
                "mqtt://broker/north?qos=0",
                "mqtt://name:secret@broker/north",
                "program:",
                "program:../relay",
                "program:/bin/sh",
                "program:relay on",
                "program:relay%20on",
                "file:///etc/passwd"
            })
    void refuses_whatIsNoGate(String text) {
        assertThat(GateAddress.parse(text)).isEmpty();
    }
}
