package org.catfollow.detector.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
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
        for (String exempt :
                new String[] {"*", "example.org", "a.b, .example.org", "*.example.org"}) {
            assertThat(proxy(Map.of("https_proxy", "p:1", "no_proxy", exempt), FILE))
                    .as(exempt)
                    .isEqualTo("direct");
        }
        assertThat(proxy(Map.of("https_proxy", "p:1", "no_proxy", "ample.org"), FILE))
                .isEqualTo("p:1");
        assertThat(proxy(Map.of("http_proxy", "p:1"), "http://127.0.0.1:80/")).isEqualTo("direct");
    }

    @Test
    void oneThatCannotBeUsedIsRefused() {
        for (String wrong :
                new String[] {
                    "no address", "http://my_proxy:3128", "socks5://p:1080", "https://p", "p:99999"
                }) {
            refuses(wrong, wrong);
            assertThat(proxy(Map.of("https_proxy", wrong, "no_proxy", "*"), FILE))
                    .isEqualTo("direct");
        }
    }

    private static void refuses(String named, String shown) {
        assertThatThrownBy(() -> proxy(Map.of("https_proxy", named), FILE))
                .hasMessage(
                        "https_proxy names a proxy that cannot be used: '"
                                + shown
                                + "'; give an HTTP proxy as http://HOST:PORT, or none")
                .asInstanceOf(type(StageFailure.class))
                .satisfies(f -> assertThat(f.exitCode()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void aPasswordIsNotShown() {
        refuses("socks5://me:secret@p:1", "socks5://...@p:1");
        refuses("me:sec/r@et@my_proxy", "...@my_proxy");
    }

    @Test
    void aSocksProxyOfJavasPropertiesIsRefused() {
        ProxySelector socks =
                new ProxySelector() {
                    @Override
                    public List<Proxy> select(URI uri) {
                        return List.of(
                                new Proxy(
                                        Proxy.Type.SOCKS,
                                        InetSocketAddress.createUnresolved("p", 1080)));
                    }

                    @Override
                    public void connectFailed(URI uri, SocketAddress at, IOException failure) {}
                };
        assertThatThrownBy(() -> new SystemProxies(socks, Map.of()).select(URI.create(FILE)))
                .isInstanceOf(StageFailure.class)
                .hasMessageStartingWith("Java's property socksProxyHost names a proxy");
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
