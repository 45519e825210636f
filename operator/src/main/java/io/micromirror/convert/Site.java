package io.micromirror.convert;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one host becomes. {@code node}: its MirrorNode manifest; {@code host}: settings of the machine that the manifest
 * has no place for (host.yaml of the node image), empty where it has none; {@code remarks}: a sentence for everything
 * that was changed or not carried.
 */
record Site(String name, Map<String, Object> node, Map<String, Object> host, List<String> remarks) {
    private static final Set<String> KNOWN = Set.of(
            "hostedprojects",
            "tls_setup",
            "site_sponsor",
            "site_sponsor_url",
            "disableDSCP",
            "ansible_port",
            "geolocation",
            "continent",
            "country",
            "region",
            "city");

    /** In each file's order of use: the key of the API, and of Ansible's two ways to say it. */
    private static final List<List<String>> PLACE = List.of(
            List.of("city", "city", "city"),
            List.of("region", "state_province", "region"),
            List.of("country", "country", "country"),
            List.of("continent", "continent", "continent"));

    /** The legacy files name continents by their codes. */
    private static final Map<String, String> CONTINENTS = Map.of(
            "af", "Africa",
            "an", "Antarctica",
            "as", "Asia",
            "eu", "Europe",
            "na", "North America",
            "oc", "Oceania",
            "sa", "South America");

    static Site of(HostVars vars) {
        List<String> remarks = new ArrayList<>();
        String name = vars.hostname().split("[.]", 2)[0];
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("hostname", vars.hostname());
        put(spec, "sponsor", sponsor(vars, remarks));
        put(spec, "location", location(vars));
        put(spec, "http", http(vars));
        spec.put("projects", projects(vars, remarks));
        notCarried(vars, remarks);
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("apiVersion", "micromirror.io/v1alpha1");
        node.put("kind", "MirrorNode");
        node.put("metadata", Map.of("name", name));
        node.put("spec", spec);
        return new Site(name, node, host(vars, name, remarks), List.copyOf(remarks));
    }

    private static Map<String, Object> sponsor(HostVars vars, List<String> remarks) {
        Map<String, Object> sponsor = new LinkedHashMap<>();
        putText(sponsor, "name", vars.keys().path("site_sponsor"));
        putText(sponsor, "url", vars.keys().path("site_sponsor_url"));
        if (sponsor.containsKey("url") && !sponsor.containsKey("name")) {
            remarks.add(vars.file() + ": site_sponsor_url stands without site_sponsor; its host's name was taken.");
            sponsor.put("name", vars.hostname());
        }
        return sponsor;
    }

    private static Map<String, Object> location(HostVars vars) {
        JsonNode nested = vars.keys().path("geolocation");
        Map<String, Object> location = new LinkedHashMap<>();
        for (List<String> names : PLACE) {
            JsonNode value = nested.hasNonNull(names.get(1))
                    ? nested.get(names.get(1))
                    : vars.keys().path(names.get(2));
            putText(location, names.getFirst(), value);
        }
        location.computeIfPresent("country", (key, country) -> country(country.toString()));
        location.computeIfPresent(
                "continent",
                (key, code) -> CONTINENTS.getOrDefault(code.toString().toLowerCase(Locale.ROOT), code.toString()));
        return location;
    }

    /** ISO 3166-1 has GB where the legacy files say uk; an unquoted NO, Norway, is false in YAML 1.1. */
    private static String country(String said) {
        if (said.equals("false")) {
            return "NO";
        }
        String code = said.length() == 2 ? said.toUpperCase(Locale.ROOT) : said;
        return code.equals("UK") ? "GB" : code;
    }

    /** The playbook gets every host with this flag a certificate from Let's Encrypt, which is acme's default. */
    private static Map<String, Object> http(HostVars vars) {
        return vars.keys().path("tls_setup").asBoolean() ? Map.of("tls", Map.of("acme", Map.of())) : Map.of();
    }

    private static List<Map<String, String>> projects(HostVars vars, List<String> remarks) {
        List<String> names = vars.projects().stream().distinct().toList();
        if (names.size() < vars.projects().size()) {
            remarks.add(vars.file() + ": hostedprojects names a project twice; it was taken once.");
        }
        return names.stream().map(name -> Map.of("name", name)).toList();
    }

    private static Map<String, Object> host(HostVars vars, String name, List<String> remarks) {
        Map<String, Object> host = new LinkedHashMap<>();
        JsonNode port = vars.keys().path("ansible_port");
        if (port.canConvertToInt()) {
            host.put("ssh", Map.of("port", port.intValue()));
        } else if (!port.isMissingNode()) {
            remarks.add(vars.file() + ": ansible_port is no number (" + port.asText() + ") and was not carried.");
        }
        if (vars.keys().path("disableDSCP").asBoolean()) {
            host.put("dscp", false);
        }
        if (!host.isEmpty()) {
            host.put("hostname", name);
        }
        return new TreeMap<>(host);
    }

    private static void notCarried(HostVars vars, List<String> remarks) {
        vars.keys().properties().forEach(key -> {
            if (HostVars.encrypted(key.getValue().asText())) {
                remarks.add(vars.file() + ": " + key.getKey() + " is encrypted by ansible-vault and was not carried;"
                        + " a value that is still needed belongs in a Secret.");
            } else if (!KNOWN.contains(key.getKey())) {
                remarks.add(vars.file() + ": " + key.getKey()
                        + " has no counterpart and was not carried; its value was " + shortened(key.getValue()) + ".");
            }
        });
        vars.keys().path("geolocation").fieldNames().forEachRemaining(key -> {
            if (PLACE.stream().noneMatch(names -> names.get(1).equals(key))) {
                remarks.add(vars.file() + ": geolocation." + key + " has no counterpart and was not carried.");
            }
        });
    }

    private static String shortened(JsonNode value) {
        String text = value.toString();
        return text.length() <= 60 ? text : text.substring(0, 59) + "…";
    }

    private static void putText(Map<String, Object> map, String key, JsonNode value) {
        String text = value.asText("").strip();
        if (!value.isNull() && !text.isEmpty()) {
            map.put(key, text);
        }
    }

    private static void put(Map<String, Object> map, String key, Map<String, Object> value) {
        if (!value.isEmpty()) {
            map.put(key, value);
        }
    }
}
