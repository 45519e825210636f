package io.micromirror.push;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers all that a link tells. */
final class Ear implements BrokerLink.Hearer {
    final List<Message> heard = new CopyOnWriteArrayList<>();
    final List<PushOutcome> unfit = new CopyOnWriteArrayList<>();
    final AtomicInteger missed = new AtomicInteger();

    @Override
    public void heard(Message message) {
        heard.add(message);
    }

    @Override
    public void unfit(PushOutcome outcome) {
        unfit.add(outcome);
    }

    @Override
    public void missed() {
        missed.incrementAndGet();
    }

    @Override
    public void changed() {}
}
