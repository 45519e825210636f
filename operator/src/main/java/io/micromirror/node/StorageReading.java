package io.micromirror.node;

import io.micromirror.serve.ServingReport;
import io.micromirror.serve.Space;
import io.micromirror.sync.StorageStatus;
import java.util.Optional;

/**
 * What a mirror's web server told of it.
 *
 * @param storage the state that lies on its disk
 * @param serving which configuration it runs; absent where an older serving pod does not say
 * @param readOnly whether its disk takes no writes any more
 */
record StorageReading(StorageStatus storage, Optional<ServingReport> serving, boolean readOnly) {
    static StorageReading parse(String words) {
        return new StorageReading(
                StorageStatus.parse(words),
                ServingReport.parse(words),
                Space.parse(words).map(Space::readOnly).orElse(false));
    }
}
