package io.micromirror.proof;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What an APKINDEX says of a package: SHA-1 of its control segment, and of nothing else. That segment has the SHA-256 of
 * the data segment, so the two are all of a package but its signature, of which gzip's own checksum is looked at. The value
 * is the index's where all three hold, and of every byte where one does not.
 */
final class ApkDigest extends MessageDigest {
    /** What a control segment may take, with the signature before it; they have some kilobytes. */
    private static final int MOST_HEAD = 8 << 20;

    private final MessageDigest data = Checksum.Kind.SHA256.digest();
    private final ByteArrayOutputStream begin = new ByteArrayOutputStream();
    private Optional<ApkHead> head = Optional.empty();
    private boolean past;
    private int next;

    ApkDigest() {
        super("apk");
    }

    @Override
    protected void engineUpdate(byte input) {
        engineUpdate(new byte[] {input}, 0, 1);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        if (past) {
            data.update(input, offset, length);
            return;
        }
        begin.write(input, offset, length);
        // Each look is from the beginning, so there are few.
        if (begin.size() >= next) {
            next = 2 * begin.size();
            look(begin.size() > MOST_HEAD);
        }
    }

    @Override
    protected byte[] engineDigest() {
        if (!past) {
            look(true);
        }
        byte[] dataHash = data.digest();
        byte[] first = begin.toByteArray();
        boolean holds = head.isPresent()
                && head.get()
                        .dataHash()
                        .map(said -> said.hex().equals(HexFormat.of().formatHex(dataHash)))
                        .orElse(true);
        MessageDigest sum = Checksum.Kind.SHA1.digest();
        if (holds) {
            ApkHead.Extent control = head.orElseThrow().control();
            sum.update(first, control.from(), control.to() - control.from());
        } else {
            sum.update(first);
            sum.update(dataHash);
        }
        engineReset();
        return sum.digest();
    }

    @Override
    protected void engineReset() {
        data.reset();
        begin.reset();
        head = Optional.empty();
        past = false;
        next = 0;
    }

    /** @param last whether no more is to be waited for */
    private void look(boolean last) {
        byte[] first = begin.toByteArray();
        try {
            head = ApkHead.of(first, first.length);
            past = last || head.isPresent();
        } catch (IOException broken) {
            past = true;
        }
        if (past) {
            int end = head.map(found -> found.control().to()).orElse(first.length);
            begin.reset();
            begin.write(first, 0, end);
            data.update(first, end, first.length - end);
        }
    }
}
