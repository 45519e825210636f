package io.micromirror.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What others answered, as files, so that forty boxes ask seldom. What cannot be kept or read is asked again.
 */
final class References {
    private static final Logger log = LoggerFactory.getLogger(References.class);

    private final Path folder;

    References(Path folder) {
        this.folder = folder;
    }

    Optional<Answer> find(Request request) {
        Path file = file(request);
        try {
            Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
            return age.compareTo(request.kept().life()) < 0 ? read(file) : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static Optional<Answer> read(Path file) throws IOException {
        JsonNode kept = Json.MAPPER.readTree(file.toFile());
        if (kept.has("listing")) {
            return Optional.of(Json.MAPPER.treeToValue(kept.get("listing"), Answer.Listing.class));
        }
        return kept.has("response")
                ? Optional.of(Json.MAPPER.treeToValue(kept.get("response"), Answer.Response.class))
                : Optional.empty();
    }

    void keep(Request request, Answer answer) {
        String kind = switch (answer) {
            case Answer.Listing listing -> listing.words().isEmpty() ? "listing" : "";
            case Answer.Response response -> response.good() ? "response" : "";
            case Answer.Addresses _, Answer.Failure _ -> "";
        };
        if (kind.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(folder);
            ObjectNode kept = Json.MAPPER.createObjectNode();
            kept.set(kind, Json.MAPPER.valueToTree(answer));
            Path aside = Files.createTempFile(folder, "new", ".json");
            Files.writeString(aside, kept.toString());
            Files.move(aside, file(request), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException full) {
            log.debug("A reference could not be kept: {}", full.toString());
        }
    }

    private Path file(Request request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String key = "%s %s %s %s".formatted(request.method(), request.url(), request.excludes(), request.range());
            byte[] hash = digest.digest(key.getBytes(StandardCharsets.UTF_8));
            return folder.resolve(HexFormat.of().formatHex(hash, 0, 16) + ".json");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
