package io.micromirror.traffic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads logs into an {@link Account} with several threads, which take blocks of one file in turn. */
final class LogReading {
    private final Account account;
    private final int threads;

    LogReading(Account account, int threads) {
        this.account = account;
        this.threads = threads;
    }

    void read(List<Path> files) throws IOException {
        List<Counting> countings = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            countings.add(new Counting(account));
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Path file : files) {
                try (InputStream input = LogFiles.open(file)) {
                    read(new Blocks(input), countings, pool);
                } catch (IOException trouble) {
                    throw new IOException(file + ": " + trouble.getMessage(), trouble);
                }
            }
        }
        countings.forEach(Counting::handOver);
    }

    private void read(Blocks blocks, List<Counting> countings, ExecutorService pool) throws IOException {
        List<Future<?>> work = countings.stream()
                .<Future<?>>map(counting -> pool.submit(() -> count(blocks, counting)))
                .toList();
        for (Future<?> one : work) {
            try {
                one.get();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", stopped);
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof UncheckedIOException trouble) {
                    throw trouble.getCause();
                }
                throw new IllegalStateException(failed.getCause());
            }
        }
        account.unread(blocks.overlong());
    }

    private static void count(Blocks blocks, Counting counting) {
        byte[] block = Blocks.block();
        try {
            for (int length = blocks.next(block); length >= 0; length = blocks.next(block)) {
                counting.count(block, length);
            }
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }
}
