"""Small repositories that are published to in between runs, and the ways that mirror them to a storage."""
import os

import archive
import chain
import ways
from upstream import Upstream

LAYOUTS = ["apt-by-hash", "rpm", "arch"]
SIZE = dict(packages=60, churn=12, sizes=(5_000, 35_000))


class Repository:
    """One layout's upstream."""

    def __init__(self, ground, name, signer):
        self.name = name
        self.archive = archive.ARCHIVES[name](ground.directory(name, "store"), signer, **SIZE)
        self.walker = chain.Walker(self.archive)
        self.upstream = Upstream(ground, self.archive, ground.directory(name, "upstream"))
        self.publish()

    def publish(self):
        self.upstream.publish(self.archive.next(), gap=0.01)


def makers(ground, runner):
    """How to make each way for a storage and a repository."""

    def ours(storage, repository):
        return ways.Ours(ground, runner, storage, repository.name, repository.archive.layout)

    def peer(place):
        def make(storage, repository):
            found = ways.peers(ground, repository.name, repository.archive.layout)[place]
            return ways.Peer(ground, found.name, os.path.join(storage, found.name, repository.name), found.passes)

        return make

    return {"ours": ours, "fcix": peer(0), "ubuntu": peer(1)}
