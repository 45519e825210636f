package io.micromirror.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micromirror.traffic.Attribution;
import io.micromirror.traffic.Catalogue;
import io.micromirror.traffic.Key;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sizes from the lists that people have. */
class SizesTest {
    @Test
    void readsListings() {
        Attribution attribution = new Attribution(Catalogue.shipped());
        Sizes sizes = new Sizes();

        sizes.add(
                "-rw-r--r--      1,234,567 2026/11/01 10:00:00 9/BaseOS/x86_64/os/a b.rpm", "almalinux/", attribution);
        sizes.add("drwxr-xr-x          4,096 2026/11/01 10:00:00 9", "almalinux/", attribution);
        sizes.add("1763888400\tf\t100\tlinux/releases/43/Everything/x86_64/os/a.rpm", "fedora/", attribution);
        sizes.add("1763888400\td\t4096\tlinux/releases/43", "fedora/", attribution);
        sizes.add("23\tfedora/linux/releases/43/Everything/x86_64/os/b.rpm", "", attribution);

        assertThat(sizes.all())
                .containsOnly(
                        Map.entry(new Key("almalinux", "9", "x86_64", ""), 1_234_567L),
                        Map.entry(new Key("fedora", "43", "x86_64", ""), 123L));
    }

    @Test
    void readsQuantities() {
        assertThat(Quantity.parse("2TB")).isEqualTo(2_000_000_000_000L);
        assertThat(Quantity.parse("1.5 GiB")).isEqualTo(3L << 29);
        assertThat(Quantity.parse("1Gbit/s")).isEqualTo(1_000_000_000L);
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.parse("much"));
    }
}
