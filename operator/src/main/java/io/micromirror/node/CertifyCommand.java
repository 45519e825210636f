package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micromirror.acme.Issuance;
import io.micromirror.acme.Issued;
import io.micromirror.acme.Keys;
import io.micromirror.acme.OrderResult;
import io.micromirror.acme.RefusedException;
import io.micromirror.acme.Wanted;
import io.micromirror.kube.Client;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Orders one certificate and puts it into a Secret. A process of its own, because the right to write Secrets shall be with
 * neither the operator, which runs always, nor with a pod that the public reaches.
 */
@Command(
        name = "certify",
        description = "Orders a certificate by ACME and keeps it in a Secret; the operator starts it when one is due.",
        mixinStandardHelpOptions = true)
public final class CertifyCommand implements Callable<Integer> {
    private static final String ACCOUNT_KEY = "account.key";

    @Option(names = "--directory", required = true, paramLabel = "URL", description = "The authority's directory.")
    private URI directory;

    @Option(names = "--email", paramLabel = "ADDRESS", description = "Whom the authority may write to.")
    private String email;

    @Option(
            names = "--ca-bundle",
            paramLabel = "PEM",
            defaultValue = "${env:MICROMIRROR_CA_BUNDLE}",
            description = "Who vouches for the authority's own web server. Default: those that Java trusts.")
    private String caBundle;

    @Option(names = "--name", required = true, paramLabel = "DNS", description = "A name to be in it; may be repeated.")
    private List<String> names;

    @Option(names = "--challenges", required = true, paramLabel = "DIR", description = "Where to put answers.")
    private Path challenges;

    @Option(names = "--secret", required = true, paramLabel = "NAME", description = "Secret for the certificate.")
    private String secret;

    @Option(names = "--account", required = true, paramLabel = "NAME", description = "Secret with the account's key.")
    private String account;

    @Option(
            names = "--result",
            paramLabel = "FILE",
            defaultValue = "/dev/termination-log",
            description = "Where to write how it went, as JSON. Default: ${DEFAULT-VALUE}.")
    private Path result;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Wanted wanted = new Wanted(directory, email, caBundle == null || caBundle.isBlank() ? null : caBundle, names);
        try (KubernetesClient client = Client.connect()) {
            Issued issued = new Issuance(wanted, challenges).order(accountKey(client));
            apply(client, secret, "kubernetes.io/tls", Map.of("tls.crt", issued.chain(), "tls.key", issued.key()));
            return 0;
        } catch (RefusedException refused) {
            return failed(
                    new OrderResult(refused.getMessage(), refused.notBefore().orElse(null)));
        } catch (KubernetesClientException | IllegalArgumentException trouble) {
            return failed(new OrderResult("No certificate was ordered or kept: " + trouble.getMessage(), null));
        }
    }

    private int failed(OrderResult how) throws IOException {
        spec.commandLine().getErr().println(how.message());
        Files.writeString(result, how.toJson());
        return 1;
    }

    /** Kept before it is used: an account whose key is lost counts against the authority's limits all the same. */
    private String accountKey(KubernetesClient client) {
        Optional<String> kept = Optional.ofNullable(
                        client.secrets().withName(account).get())
                .map(Secret::getData)
                .map(data -> data.get(ACCOUNT_KEY))
                .map(key -> new String(Base64.getDecoder().decode(key), StandardCharsets.US_ASCII));
        if (kept.isPresent()) {
            return kept.get();
        }
        String key = Keys.make();
        apply(client, account, "Opaque", Map.of(ACCOUNT_KEY, key));
        return key;
    }

    /** Without an owner: a mirror that was deleted and comes back finds its certificate again. */
    private static void apply(KubernetesClient client, String name, String type, Map<String, String> files) {
        client.secrets()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(Map.of("app.kubernetes.io/managed-by", "micromirror"))
                        .endMetadata()
                        .withType(type)
                        .withStringData(files)
                        .build())
                .fieldManager("micromirror")
                .forceConflicts()
                .serverSideApply();
    }
}
