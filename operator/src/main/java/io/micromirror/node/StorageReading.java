package io.micromirror.node;

import io.micromirror.serve.ServingReport;
import io.micromirror.sync.StorageStatus;
import java.util.Optional;

/**
 * What a mirror's web server told of it.
 *
 * @param storage the state that lies on its disk
 * @param serving which configuration it runs; absent where an older serving pod does not say
 */
record StorageReading(StorageStatus storage, Optional<ServingReport> serving) {}
