package io.micromirror.node;

import io.micromirror.serve.ServingReport;
import io.micromirror.sync.SyncResult;
import java.util.List;
import java.util.Optional;

/**
 * What a mirror's web server told of it.
 *
 * @param results that lie on its storage
 * @param serving which configuration it runs; absent where an older serving pod does not say
 */
record StorageReading(List<SyncResult> results, Optional<ServingReport> serving) {}
