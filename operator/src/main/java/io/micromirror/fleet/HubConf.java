package io.micromirror.fleet;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The hub's end of the boxes' tunnels, as wg-quick(8) reads it. It holds no private key. Pure. */
final class HubConf {
    private HubConf() {}

    static String render(List<Box> boxes, List<Prefix> addresses, int port) {
        String own =
                addresses.stream().map(address -> "Address = " + address + "\n").collect(Collectors.joining());
        return """
                    # The hub's end of the boxes' tunnels, for wg-quick: /etc/wireguard/wg-fleet.conf. Written by `micromirror fleet wireguard`;
                    # changes here are lost. The hub's own private key is in a file beside it, and never here.
                    [Interface]
                    %sListenPort = %d
                    PostUp = wg set %%i private-key /etc/wireguard/%%i.key
                    # The hub asks the boxes. No box asks the hub, nor another box, nor anybody behind the hub.
                    PostUp = nft 'table inet %%i { chain input { type filter hook input priority -1; iifname "%%i" meta l4proto != { icmp, ipv6-icmp } ct state new drop; }; chain forward { type filter hook forward priority -1; iifname "%%i" ct state new drop; }; }'
                    PostDown = nft delete table inet %%i
                    """.formatted(own, port)
                + boxes.stream()
                        .filter(box -> box.tunnel().publicKey() != null)
                        .map(HubConf::peer)
                        .collect(Collectors.joining());
    }

    private static String peer(Box box) {
        return """

                # %s: %s
                [Peer]
                PublicKey = %s
                AllowedIPs = %s
                """.formatted(
                        box.site(),
                        box.hostname(),
                        box.tunnel().publicKey(),
                        box.tunnel().addresses().stream().map(Prefix::alone).collect(Collectors.joining(", ")));
    }

    /**
     * The hub's addresses where nobody gives them: in each network of the boxes, the one that they allow alone, or else the
     * first.
     */
    static List<Prefix> addresses(List<Box> boxes) {
        Set<Prefix> addresses = new LinkedHashSet<>();
        for (Box box : boxes) {
            for (Prefix own : box.tunnel().addresses()) {
                if (addresses.stream().noneMatch(known -> known.contains(own.address()))) {
                    addresses.add(box.tunnel().allowed().stream()
                            .filter(each -> each.single() && own.contains(each.address()))
                            .findFirst()
                            .map(each -> own.with(each.address()))
                            .orElseGet(own::first));
                }
            }
        }
        return List.copyOf(addresses);
    }

    /** A sentence for each box that the hub would not reach like this. */
    static List<String> faults(List<Box> boxes, List<Prefix> addresses, int port) {
        List<String> faults = new ArrayList<>();
        for (Box box : boxes) {
            Tunnel tunnel = box.tunnel();
            if (tunnel.hubPort() != port) {
                faults.add("%s: wireguard.hub.endpoint has port %d, and that of %s %d: a hub has one."
                        .formatted(
                                box.file(), tunnel.hubPort(), boxes.getFirst().file(), port));
            }
            if (!tunnel.hubKey().equals(boxes.getFirst().tunnel().hubKey())) {
                faults.add("%s: wireguard.hub.publicKey is another than that of %s: a hub has one."
                        .formatted(box.file(), boxes.getFirst().file()));
            }
            if (addresses.stream()
                    .noneMatch(hub -> tunnel.allowed().stream().anyMatch(each -> each.contains(hub.address())))) {
                faults.add("%s: wireguard.hub.allowedAddresses has no address of the hub; add %s."
                        .formatted(box.file(), addresses.getFirst().alone()));
            }
            tunnel.addresses().stream()
                    .filter(own ->
                            addresses.stream().anyMatch(hub -> hub.address().equals(own.address())))
                    .forEach(own -> faults.add("%s: wireguard.addresses has %s, which is the hub's: take another."
                            .formatted(box.file(), own.text())));
        }
        return List.copyOf(faults);
    }
}
