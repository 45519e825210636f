package io.micromirror.observe;

import io.micromirror.check.Family;
import io.micromirror.check.Glance;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/** Who else can be asked whether the network here is up: other mirrors of the fleet, and whatever else is named. */
final class Witnesses {
    /** One of them may be away, and each costs a request. */
    private static final int ASKED = 4;

    private final Glance glance;
    private final ExecutorService threads;

    Witnesses(Glance glance, ExecutorService threads) {
        this.glance = glance;
        this.threads = threads;
    }

    /** Whether anybody but one answers over that family. */
    boolean any(Family family, List<URI> urls, URI but) throws InterruptedException {
        List<URI> others = new ArrayList<>(urls);
        others.remove(but);
        Collections.shuffle(others);
        List<Callable<URI>> questions = others.stream()
                .limit(ASKED)
                .<Callable<URI>>map(url -> () -> answering(url, family))
                .toList();
        if (questions.isEmpty()) {
            return false;
        }
        try {
            threads.invokeAny(questions);
            return true;
        } catch (ExecutionException nobody) {
            return false;
        }
    }

    /** A redirect, or a complaint of a server, may come from whoever holds the network here: a portal, a proxy. */
    private URI answering(URI url, Family family) {
        if (glance.head(url, family) instanceof Glance.Answered answer
                && (answer.status() / 100 == 2 || answer.status() == 404)) {
            return url;
        }
        throw new IllegalStateException(url + " does not answer");
    }
}
