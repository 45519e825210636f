package io.micromirror.proof;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * The signatures of one file while it streams by. It is good when one by a known key is good, and none by a known key is
 * bad: several keys sign where an archive changes its key, and not all of them need be known.
 */
final class Signatures {
    /** SHA-1 and MD5 can be made to collide, so that what was signed is not what we read. */
    private static final Set<Integer> STRONG = Set.of(
            HashAlgorithmTags.SHA224,
            HashAlgorithmTags.SHA256,
            HashAlgorithmTags.SHA384,
            HashAlgorithmTags.SHA512,
            HashAlgorithmTags.SHA3_256,
            HashAlgorithmTags.SHA3_512);

    private static final int MOST = 100;

    private final String called;
    private final List<PGPSignature> known = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    /**
     * @param bytes the signatures, armoured or not
     * @param called what to call the signed file in a sentence
     */
    Signatures(byte[] bytes, String called, Keys keys) throws Contradiction {
        this.called = called;
        try (InputStream in = PGPUtil.getDecoderStream(new ByteArrayInputStream(bytes))) {
            BcPGPObjectFactory objects = new BcPGPObjectFactory(in);
            for (Object object = objects.nextObject(); object != null; object = objects.nextObject()) {
                if (object instanceof PGPSignatureList list) {
                    for (PGPSignature signature : list) {
                        add(signature, keys);
                    }
                }
            }
        } catch (IOException | PGPException | RuntimeException trouble) {
            throw unreadable(trouble);
        }
    }

    void update(byte[] bytes, int length) {
        known.forEach(signature -> signature.update(bytes, 0, length));
    }

    void demandGood() throws Contradiction {
        if (known.isEmpty() && unknown.isEmpty()) {
            throw new Contradiction("%s has a signature file without a signature", called);
        }
        if (known.isEmpty()) {
            throw new Contradiction(
                    "%s is signed by %s, which is no key of the project", called, String.join(" and ", unknown));
        }
        for (PGPSignature signature : known) {
            try {
                if (!signature.verify()) {
                    throw new Contradiction("%s has a bad signature by %s", called, id(signature));
                }
            } catch (PGPException | RuntimeException trouble) {
                throw unreadable(trouble);
            }
        }
    }

    private void add(PGPSignature signature, Keys keys) throws PGPException, Contradiction {
        if (known.size() + unknown.size() == MOST) {
            throw new Contradiction("%s has more than %d signatures", called, MOST);
        }
        Optional<PGPPublicKey> key = keys.of(signature.getKeyID());
        if (key.isEmpty()) {
            unknown.add(id(signature));
            return;
        }
        int type = signature.getSignatureType();
        if (type != PGPSignature.BINARY_DOCUMENT && type != PGPSignature.CANONICAL_TEXT_DOCUMENT) {
            throw new Contradiction("%s has a signature by %s that is not of a file", called, id(signature));
        }
        if (!STRONG.contains(signature.getHashAlgorithm())) {
            throw new Contradiction("%s has a signature by %s with a weak checksum", called, id(signature));
        }
        if (expired(key.get(), signature)) {
            throw new Contradiction("%s was signed by %s after that key expired", called, id(signature));
        }
        signature.init(new BcPGPContentVerifierBuilderProvider(), key.get());
        known.add(signature);
    }

    /** What was signed while the key was valid stays good: a release keeps its signature for years. */
    private static boolean expired(PGPPublicKey key, PGPSignature signature) {
        Duration valid = Duration.ofSeconds(key.getValidSeconds());
        return !valid.isZero()
                && signature
                        .getCreationTime()
                        .toInstant()
                        .isAfter(key.getCreationTime().toInstant().plus(valid));
    }

    private static String id(PGPSignature signature) {
        return "key " + HexFormat.of().withUpperCase().toHexDigits(signature.getKeyID());
    }

    private Contradiction unreadable(Exception trouble) {
        return trouble instanceof Contradiction contradiction
                ? contradiction
                : new Contradiction("a signature of %s cannot be read: %s", called, trouble.getMessage());
    }
}
