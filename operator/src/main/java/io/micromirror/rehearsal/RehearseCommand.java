package io.micromirror.rehearsal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the operator until it has written a status, and a sync, each against a stand-in. */
@Command(name = "rehearse", hidden = true, description = "Trains the ahead-of-time cache of the image.")
public final class RehearseCommand implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 60;

    private final Consumer<String[]> micromirror;

    @Option(names = "--keystore", required = true, description = "PKCS #12 file with the stand-in's key.")
    private Path keystore;

    @Option(names = "--password", required = true, description = "Password of that file.")
    private String password;

    /** @param micromirror runs the whole command with other arguments */
    public RehearseCommand(Consumer<String[]> micromirror) {
        this.micromirror = micromirror;
    }

    @Override
    public Integer call() throws IOException, GeneralSecurityException, InterruptedException {
        sync();
        serve();
        try (StandInApi api = StandInApi.start(tls())) {
            System.setProperty("kubernetes.master", api.url());
            System.setProperty("kubernetes.trust.certificates", "true");
            System.setProperty("kubernetes.disable.autoConfig", "true");
            Thread.ofPlatform().daemon().start(() -> micromirror.accept(new String[] {"operator", "--port=0"}));
            if (api.awaitStatus(PATIENCE_SECONDS)) {
                return 0;
            }
            throw new IllegalStateException("the operator wrote no status in " + PATIENCE_SECONDS + " seconds");
        }
    }

    /** A first sync, one that walks and finds nothing new, and, as most of them, one that a list tells so. */
    private void sync() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("rehearsal");
        try (StandInUpstream upstream = StandInUpstream.start(folder)) {
            sync(folder, upstream, "");
            sync(folder, upstream, "");
            String list = ", \"fileList\": {\"path\": \"fullfiletimelist-tree\", \"format\": \"fullfiletimelist\"}";
            sync(folder, upstream, list);
            sync(folder, upstream, list);
        }
    }

    private void sync(Path folder, StandInUpstream upstream, String more) throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.json"), """
                {"node": "rehearsal", "project": "rehearsal", "title": "Rehearsal", "layout": "plain",
                 "path": "rehearsal", "module": "rehearsal", "upstreams": ["%s"]%s}
                """.formatted(upstream.url(), more));
        Path storage = Files.createDirectories(folder.resolve("storage"));
        micromirror.accept(
                new String[] {"sync", "--plan=" + plan, "--storage=" + storage, "--result=" + folder.resolve("result")
                });
    }

    /** One rendering for a box that carries nothing yet. */
    private void serve() throws IOException {
        Path folder = Files.createTempDirectory("rehearsal");
        Path site = Files.writeString(folder.resolve("site.json"), """
                {"hostname": "localhost", "httpPort": 8080, "projects": []}
                """);
        micromirror.accept(new String[] {
            "serve",
            "--once",
            "--site=" + site,
            "--storage=" + folder,
            "--rendered=" + folder,
            "--run=" + folder,
            "--logs=" + folder
        });
    }

    private SSLContext tls() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keystore)) {
            keys.load(file, password.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return tls;
    }
}
