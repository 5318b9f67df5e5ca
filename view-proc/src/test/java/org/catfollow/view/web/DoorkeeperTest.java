package org.catfollow.view.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoorkeeperTest {
    private static final String TOKEN = "0123456789abcdef";
    private static final String BEARER = "Bearer " + TOKEN;

    private final Doorkeeper doorkeeper = new Doorkeeper(List.of("Robot.local"), TOKEN);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8080",
                "127.0.0.1:8080",
                "192.168.1.7",
                "[::1]:8080",
                "[fe80::1]",
                "robot.local",
                "ROBOT.local:80"
            })
    void knowsItsOwnNames(String host) {
        assertThat(doorkeeper.host(host)).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "", "evil.example", "evil.example:8080", "localhost.evil.example",
                "127.0.0.1.evil.example", "evil.example@127.0.0.1", "127.0.0.1evil", "[::1]x",
                "::1", "notrobot.local", "localhost:8080:80"
            })
    void refusesNamesThatAreNotItsOwn(String host) {
        assertThat(doorkeeper.host(host)).isPresent();
    }

    @Test
    void obeysItsOwnPageWithTheToken() {
        assertThat(doorkeeper.order("1.2.3.4:80", "http://1.2.3.4:80", "same-origin", BEARER))
                .isEmpty();
    }

    @Test
    void obeysAProgramWithTheToken() {
        assertThat(doorkeeper.order("localhost", null, null, "bearer  " + TOKEN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "http://evil.example, -",
                "http://localhost:81, -",
                "https://localhost, -",
                "null, -",
                "file://, -",
                "http://local host, -",
                "-, cross-site",
                "-, same-site",
                "http://localhost, cross-site",
            })
    void refusesAnotherSitesPageEvenWithTheToken(String origin, String site) {
        assertThat(doorkeeper.order("localhost", origin, site, BEARER))
                .hasValueSatisfying(refused -> assertThat(refused.status()).isEqualTo(403));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Basic " + TOKEN,
                TOKEN,
                "Bearer 0123456789abcde",
                "Bearer 0123456789abcdef0",
                "Bearer 0123456789ABCDEF"
            })
    void refusesWithoutTheWholeToken(String authorization) {
        assertThat(doorkeeper.order("localhost", null, null, authorization))
                .hasValueSatisfying(refused -> assertThat(refused.status()).isEqualTo(401));
    }
}
