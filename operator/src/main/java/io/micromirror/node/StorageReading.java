package io.micromirror.node;

import io.micromirror.sync.SyncResult;
import java.util.List;

/** The results that lie on a mirror's storage, as its web server told them. */
record StorageReading(List<SyncResult> results) {}
