package org.catfollow.view;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How the page is opened from a browser. */
final class PageAddress {
    private PageAddress() {}

    /** Returns the address without the token: {@code http://HOST:PORT/}. */
    static String of(String host, int port) {
        String shown = isWildcard(host) ? ofThisMachine() : host;
        return "http://" + (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + port + "/";
    }

    /** Returns the address with the token, behind a #: a browser does not send that part. */
    static String withToken(String address, String token) {
        return address + "#token=" + token;
    }

    static boolean isWildcard(String host) {
        return host.equals("0.0.0.0") || host.equals("::") || host.equals("*");
    }

    /** Returns whether nobody but this machine reaches the address. */
    static boolean isLoopback(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(host))
                    .allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The first address by which others may reach it. */
    private static String ofThisMachine() {
        List<String> found = new ArrayList<>();
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
                    .forEach(each -> found.add(each.getHostAddress()));
        } catch (SocketException e) {
            // Then by itself alone.
        }
        return found.isEmpty() ? "127.0.0.1" : found.get(0);
    }
}
