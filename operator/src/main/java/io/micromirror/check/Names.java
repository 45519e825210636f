package io.micromirror.check;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Whom names are asked of. */
@FunctionalInterface
public interface Names {
    /** The system's resolver. */
    Names SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /** All addresses of a host, of both families. */
    List<InetAddress> of(String host) throws UnknownHostException;
}
