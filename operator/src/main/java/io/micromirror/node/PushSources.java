package io.micromirror.node;

import io.micromirror.api.MqttBroker;
import io.micromirror.api.PushStatus;
import io.micromirror.node.NodeView.Carried;
import io.micromirror.push.BrokerLink;
import io.micromirror.push.TopicFilter;
import io.micromirror.push.Wake;
import io.micromirror.push.Webhook;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which brokers a mirror listens to, for what, and which it tells of its own publishes; and who may call it. */
final class PushSources {
    private PushSources() {}

    /**
     * One broker.
     *
     * @param wakes which of its messages tell of news of which project
     * @param announces where own publishes are announced: the topic of one is this and the project's name
     */
    record Source(BrokerLink.Wanted wanted, List<Wake> wakes, Optional<String> announces) {
        String name() {
            return wanted.url().toString();
        }

        /** Nothing could be heard from it, and nothing is to be said. */
        boolean isIdle() {
            return wakes.isEmpty() && announces.isEmpty();
        }
    }

    /** @param secrets where the Secrets that the operator was given are mounted, each as a directory */
    static List<Source> of(NodeView view, Path secrets) {
        return view.problem().isPresent()
                ? List.of()
                : view.spec().push().mqtt().stream()
                        .map(broker -> source(view, broker, secrets))
                        .toList();
    }

    /** The Secret whose token a caller must show, where anybody may call. */
    static Optional<Path> webhook(NodeView view, Path secrets) {
        return Optional.ofNullable(view.spec().push().webhook())
                .filter(_ -> view.problem().isEmpty())
                .map(hook -> secrets.resolve(hook.secretName()));
    }

    static Optional<PushStatus> webhookStatus(NodeView view, Path secrets) {
        return webhook(view, secrets)
                .map(secret -> Webhook.trouble(secret)
                        .or(
                                () -> view.settings().address().isPresent()
                                        ? Optional.empty()
                                        : Optional.of(
                                                "The operator does not know its own Service, which is younger: restart its pod."))
                        .map(why -> new PushStatus(Webhook.SOURCE, false, why))
                        .orElseGet(() -> new PushStatus(Webhook.SOURCE, true, null)));
    }

    private static Source source(NodeView view, MqttBroker broker, Path secrets) {
        List<Wake> wakes = view.carried().stream()
                .flatMap(project -> wakes(project, broker))
                .toList();
        Set<TopicFilter> filters = wakes.stream().map(Wake::filter).collect(Collectors.toSet());
        return new Source(
                new BrokerLink.Wanted(
                        URI.create(broker.url()),
                        Optional.ofNullable(broker.secretName()).map(secrets::resolve),
                        filters),
                wakes,
                broker.announce() ? Optional.of(topic(view.spec().hostname(), "")) : Optional.empty());
    }

    private static Stream<Wake> wakes(Carried project, MqttBroker broker) {
        return Stream.concat(
                project.project().topics().stream()
                        .map(topic -> new Wake(project.name(), new TopicFilter(topic.filter()), topic.only())),
                broker.follow().stream()
                        .map(host ->
                                new Wake(project.name(), new TopicFilter(topic(host, project.name())), List.of())));
    }

    /** As FCIX announces: files/systemd.mqtt-exec.service of PhirePhly/micromirrors. */
    private static String topic(String host, String project) {
        return "rsync/" + host + "/" + project;
    }
}
