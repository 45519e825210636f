package io.micromirror.acme;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;

/** One order from account to certificate. It asks once: whoever starts it knows when to ask again. */
public final class Issuance {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Wanted wanted;
    private final Path challenges;
    private final List<Path> answers = new ArrayList<>();

    /** {@code challenges}: the directory that nginx serves as {@code /.well-known/acme-challenge/}. */
    public Issuance(Wanted wanted, Path challenges) {
        this.wanted = wanted;
        this.challenges = challenges;
    }

    /** The account is made where the authority does not know the key yet. */
    public Issued order(String accountKey) throws RefusedException, InterruptedException {
        try {
            return order(login(Keys.read(accountKey)));
        } catch (AcmeException trouble) {
            throw refused(trouble.getMessage(), trouble);
        } catch (IOException trouble) {
            throw new RefusedException("The answer to a challenge cannot be put in place: " + trouble, null, trouble);
        } finally {
            answers.forEach(answer -> answer.toFile().delete());
        }
    }

    private Login login(KeyPair key) throws AcmeException {
        AccountBuilder account = new AccountBuilder().agreeToTermsOfService().useKeyPair(key);
        if (wanted.email() != null) {
            account.addEmail(wanted.email());
        }
        return account.createLogin(session());
    }

    private Session session() {
        return wanted.caBundle() == null
                ? new Session(wanted.directory())
                : new Session(wanted.directory(), new Authority(wanted.caBundle()));
    }

    private Issued order(Login login) throws AcmeException, IOException, InterruptedException, RefusedException {
        Order order = login.newOrder().domains(wanted.names()).create();
        for (Authorization authorization : order.getAuthorizations()) {
            if (authorization.getStatus() != Status.VALID) {
                prove(authorization);
            }
        }
        order.waitUntilReady(PATIENCE);
        KeyPair key = Keys.pair();
        order.execute(key);
        if (order.waitForCompletion(PATIENCE) != Status.VALID) {
            throw refused(order.getError().map(Problem::toString).orElse("the order is " + order.getStatus()), null);
        }
        StringWriter chain = new StringWriter();
        order.getCertificate().writeCertificate(chain);
        return new Issued(chain.toString(), Keys.pem(key));
    }

    private void prove(Authorization authorization)
            throws AcmeException, IOException, InterruptedException, RefusedException {
        String name = authorization.getIdentifier().getDomain();
        Http01Challenge challenge = authorization
                .findChallenge(Http01Challenge.class)
                .orElseThrow(() -> refused("no HTTP-01 challenge is offered for " + name, null));
        answer(challenge);
        challenge.trigger();
        if (authorization.waitForCompletion(PATIENCE) != Status.VALID) {
            challenge.fetch();
            throw refused(
                    name + " was not proved: "
                            + challenge.getError().map(Problem::toString).orElse("no answer in time")
                            + ". It must reach this mirror from outside on port 80",
                    null);
        }
    }

    /** Readable for the serving user, who is another than ours. */
    private void answer(Http01Challenge challenge) throws IOException {
        Path file = challenges.resolve(challenge.getToken());
        answers.add(file);
        Files.writeString(file, challenge.getAuthorization());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private RefusedException refused(String why, AcmeException cause) {
        return new RefusedException(
                "%s gave no certificate: %s.".formatted(wanted.directory().getHost(), why),
                cause instanceof AcmeRateLimitedException limit
                        ? limit.getRetryAfter().orElse(null)
                        : null,
                cause);
    }
}
