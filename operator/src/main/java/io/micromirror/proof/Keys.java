package io.micromirror.proof;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRingCollection;

/** The public keys of a project, by their id. A revoked one is none, nor is a subkey of a revoked one. */
final class Keys {
    private static final String BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

    private final Map<Long, PGPPublicKey> keys = new HashMap<>();

    private Keys() {}

    /** Each text may hold several blocks. */
    static Keys read(List<String> armored) throws Contradiction {
        Keys keys = new Keys();
        for (String text : armored) {
            for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + 1)) {
                keys.add(text.substring(at));
            }
        }
        if (keys.keys.isEmpty()) {
            throw new Contradiction("the project has no public key that can be used");
        }
        return keys;
    }

    Optional<PGPPublicKey> of(long id) {
        return Optional.ofNullable(keys.get(id));
    }

    private void add(String block) throws Contradiction {
        try (ArmoredInputStream in =
                new ArmoredInputStream(new ByteArrayInputStream(block.getBytes(StandardCharsets.UTF_8)))) {
            for (PGPPublicKeyRing ring : new BcPGPPublicKeyRingCollection(in)) {
                if (!ring.getPublicKey().hasRevocation()) {
                    for (Iterator<PGPPublicKey> some = ring.getPublicKeys(); some.hasNext(); ) {
                        PGPPublicKey key = some.next();
                        if (!key.hasRevocation()) {
                            keys.put(key.getKeyID(), key);
                        }
                    }
                }
            }
        } catch (IOException | org.bouncycastle.openpgp.PGPException | RuntimeException trouble) {
            throw new Contradiction("a public key of the project cannot be read: %s", trouble.getMessage());
        }
    }
}
