package io.micromirror.node;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the chart tells the operator, by environment variables.
 *
 * @param namespace the one namespace it watches ({@code POD_NAMESPACE})
 * @param image the image of the pods it makes ({@code MICROMIRROR_IMAGE})
 * @param servingImage the image of serving pods ({@code MICROMIRROR_SERVING_IMAGE}, default {@code MICROMIRROR_IMAGE}): a
 *     value of its own, so that a new operator alone does not roll them
 * @param certifyAccount the account of Jobs that order certificates, which may write Secrets
 *     ({@code MICROMIRROR_CERTIFY_ACCOUNT}, default micromirror-certify)
 * @param pullPolicy when the kubelet pulls it ({@code MICROMIRROR_IMAGE_PULL_POLICY}, default IfNotPresent)
 * @param storageRoots directories below which mirrors may lie ({@code MICROMIRROR_STORAGE_ROOTS}, comma-separated,
 *     default /srv/mirror)
 * @param address where serving pods reach the operator: of its own Service, whose name is {@code MICROMIRROR_SERVICE}, as
 *     the kubelet tells it
 * @param fleet where the list of the fleet is, by which each mirror knows the two that it watches ({@code MICROMIRROR_FLEET},
 *     default none)
 */
record Settings(
        String namespace,
        String image,
        String servingImage,
        String certifyAccount,
        String pullPolicy,
        List<String> storageRoots,
        Optional<String> address,
        Optional<URI> fleet) {

    static Settings of(Map<String, String> environment) {
        return new Settings(
                required(environment, "POD_NAMESPACE"),
                required(environment, "MICROMIRROR_IMAGE"),
                environment.getOrDefault("MICROMIRROR_SERVING_IMAGE", required(environment, "MICROMIRROR_IMAGE")),
                environment.getOrDefault("MICROMIRROR_CERTIFY_ACCOUNT", "micromirror-certify"),
                environment.getOrDefault("MICROMIRROR_IMAGE_PULL_POLICY", "IfNotPresent"),
                List.of(environment
                        .getOrDefault("MICROMIRROR_STORAGE_ROOTS", "/srv/mirror")
                        .split(",")),
                address(environment),
                Optional.of(environment.getOrDefault("MICROMIRROR_FLEET", ""))
                        .filter(url -> !url.isBlank())
                        .map(URI::create));
    }

    /** By address, because a pod on the node's network does not know the cluster's names. */
    private static Optional<String> address(Map<String, String> environment) {
        String service = environment
                .getOrDefault("MICROMIRROR_SERVICE", "micromirror")
                .toUpperCase(Locale.ROOT)
                .replace('-', '_');
        String host = environment.get(service + "_SERVICE_HOST");
        String port = environment.get(service + "_SERVICE_PORT");
        return host == null || port == null
                ? Optional.empty()
                : Optional.of((host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "The environment variable " + name + " is not set; the chart sets it on the operator's pod.");
        }
        return value;
    }
}
