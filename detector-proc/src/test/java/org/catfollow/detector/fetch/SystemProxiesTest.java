package org.catfollow.detector.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemProxiesTest {
    private static final String FILE = "https://raw.example.org/x";

    private static String proxy(Map<String, String> environment, String url) {
        Proxy proxy = new SystemProxies(null, environment).select(URI.create(url)).getFirst();
        if (proxy.type() == Proxy.Type.DIRECT) {
            return "direct";
        }
        InetSocketAddress address = (InetSocketAddress) proxy.address();
        return address.getHostString() + ":" + address.getPort();
    }

    @Test
    void followsTheVariableOfTheScheme() {
        Map<String, String> both =
                Map.of("https_proxy", "http://secure:3128/", "http_proxy", "plain:8080");
        assertThat(proxy(both, FILE)).isEqualTo("secure:3128");
        assertThat(proxy(both, "http://example.org/x")).isEqualTo("plain:8080");
        assertThat(proxy(Map.of("HTTPS_PROXY", "http://upper"), FILE)).isEqualTo("upper:80");
        assertThat(proxy(Map.of(), FILE)).isEqualTo("direct");
    }

    @Test
    void exemptsWhatNoProxyNamesAndThisMachine() {
        for (String exempt : new String[] {"*", "example.org", "a.b, .example.org"}) {
            assertThat(proxy(Map.of("https_proxy", "p:1", "no_proxy", exempt), FILE))
                    .as(exempt)
                    .isEqualTo("direct");
        }
        assertThat(proxy(Map.of("https_proxy", "p:1", "no_proxy", "ample.org"), FILE))
                .isEqualTo("p:1");
        assertThat(proxy(Map.of("http_proxy", "p:1"), "http://127.0.0.1:80/")).isEqualTo("direct");
    }

    @Test
    void whatIsNoAddressIsNoProxy() {
        assertThat(proxy(Map.of("https_proxy", "no address"), FILE)).isEqualTo("direct");
    }

    @Test
    void thePropertiesOfJavaComeFirst() {
        ProxySelector java = ProxySelector.of(InetSocketAddress.createUnresolved("java", 9));
        Proxy proxy =
                new SystemProxies(java, Map.of("https_proxy", "p:1"))
                        .select(URI.create(FILE))
                        .getFirst();
        assertThat(((InetSocketAddress) proxy.address()).getHostString()).isEqualTo("java");
    }
}
